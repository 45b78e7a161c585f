import json
from pathlib import Path

from bench import reports
from bench.figures import Results
from tests.bench.support.measured import IDLE, PEERS, results, some


def names_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_tables_picture_and_numbers_are_written(tmp_path: Path) -> None:
    written = reports.write(results(ours=[some(1e6)]), tmp_path / "bench")
    assert names_in(tmp_path / "bench") == ["fan-out.svg", "figures.md", "results.json"]
    assert sorted(path.name for path in written) == names_in(tmp_path / "bench")


def test_nothing_of_an_earlier_run_is_left(tmp_path: Path) -> None:
    reports.write(results(ours=[some(1e6)]), tmp_path)
    reports.write(Results("a machine", PEERS, idle={"ours": IDLE}), tmp_path)
    assert names_in(tmp_path) == ["figures.md", "results.json"]


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
