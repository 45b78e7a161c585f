"""The reports of a run, in ``reports/bench/``: the tables, the chart, and all figures."""

import json
from dataclasses import asdict
from pathlib import Path

from bench import chart, tables
from bench.figures import Results, faults_of, median
from bench.shapes import FAN_OUT

PLACE = Path("reports/bench")
_TITLE = "Deliveries a second, every one checked (logarithmic scale)"


def write(results: Results, place: Path = PLACE) -> list[Path]:
    """Write the tables, the figures and, if fan-out was measured, the chart; return the paths.

    Reports of an earlier run are removed, so that files of two runs are never read as one.
    """
    panels = panels_of(results)
    texts = {
        "figures.md": tables.all_tables(results),
        "fan-out.svg": chart.fan_out(panels, _TITLE) if panels else None,
        "results.json": as_json(results),
    }
    place.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        if text is None:
            (place / name).unlink(missing_ok=True)
        else:
            (place / name).write_text(text)
    return [place / name for name, text in texts.items() if text is not None]


def as_json(results: Results) -> str:
    """Return all figures, by peer and shape."""
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
    """Return a panel for every fan-out shape that was measured, with a bar for every peer."""
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
