import json
from pathlib import Path

from bench import reports
from bench.figures import Results
from tests.bench.measured import IDLE, PEERS, results, some


def test_all_three_are_written(tmp_path: Path) -> None:
    reports.write(results(ours=[some(1e6)]), tmp_path / "bench")
    written = sorted(path.name for path in (tmp_path / "bench").iterdir())
    assert written == ["fan-out.svg", "figures.md", "results.json"]


def test_all_numbers_are_kept() -> None:
    measured = Results(
        "a machine",
        PEERS,
        {("ours", "burst"): [some(1e6), some(2e6)]},
        {"ours": IDLE},
        {"hello": [0.25]},
    )
    kept = json.loads(reports.as_json(measured))
    assert [each["deliveries_per_second"] for each in kept["rounds"]["ours"]["burst"]] == [1e6, 2e6]
    assert kept["idle"]["ours"]["bytes_each"] == IDLE.bytes_each
    assert kept["starts"] == {"hello": [0.25]}
    assert kept["peers"] == PEERS
