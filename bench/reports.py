"""What a run leaves behind, in ``reports/bench/``: the tables, the picture, and all the numbers."""

import json
from dataclasses import asdict
from pathlib import Path

from bench import chart, tables
from bench.figures import Results, faults_of, median
from bench.shapes import FAN_OUT

PLACE = Path("reports/bench")
_TITLE = "Deliveries a second, every one checked (logarithmic scale)"


def write(results: Results, place: Path = PLACE) -> None:
    """Writes ``figures.md``, ``results.json`` and, if there was fan-out, ``fan-out.svg``."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "figures.md").write_text(tables.all_tables(results))
    (place / "results.json").write_text(as_json(results))
    panels = panels_of(results)
    if panels:
        (place / "fan-out.svg").write_text(chart.fan_out(panels, _TITLE))


def as_json(results: Results) -> str:
    """All the numbers, shape within peer."""
    rounds: dict[str, dict[str, list[dict[str, object]]]] = {}
    for (peer, shape), measured in results.rounds.items():
        rounds.setdefault(peer, {})[shape] = [asdict(each) for each in measured]
    whole = {
        "machine": results.machine,
        "peers": dict(results.peers),
        "rounds": rounds,
        "idle": {peer: asdict(each) for peer, each in results.idle.items()},
        "starts": {what: list(seconds) for what, seconds in results.starts.items()},
    }
    return json.dumps(whole, indent=2) + "\n"


def panels_of(results: Results) -> list[chart.Panel]:
    """A panel for every shape of fan-out that was measured, a bar for every peer."""
    panels = []
    for shape in FAN_OUT:
        bars = []
        for peer, title in results.peers.items():
            measured = results.of(peer, shape.name)
            speed = median(measured, lambda each: each.deliveries_per_second)
            if measured:
                bars.append(chart.Bar(title, speed, peer == tables.OURS, faults_of(measured)))
        if bars:
            panels.append(chart.Panel(shape.title, tuple(bars)))
    return panels
