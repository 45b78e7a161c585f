"""The tables, in Markdown. The cell of a server that lost, doubled or altered a message says so."""

import statistics
from collections.abc import Callable, Sequence

from bench.figures import Results, Round, faults_of, median, ratio
from bench.shapes import BY_NAME, FAN_OUT, Kind, Shape

OURS = "ours"
_NODE = "node"
PACE = 0.98  # of what was wanted; below, the pace was not reached
LIMIT = 0.95  # of the generator's core; from there on it is not the server that is measured


def all_tables(results: Results) -> str:
    """Return all figures, with a heading for each table."""
    parts = {
        "Deliveries": fan_out(results),
        "Ours beside each peer": ratios(results),
        "Latency": latency(results),
        "Somebody reads nothing": stuck(results),
        "Joins and leaves": joins(results),
        "Many rooms": rooms(results),
        "Dialects and histories": ways(results),
        "Idle connections": idle(results),
        "Starts": starts(results),
    }
    sections = [f"## {title}\n\n{table}" for title, table in parts.items() if table]
    return "\n\n".join([f"# Figures\n\n{results.machine}", *sections, ""])


def fan_out(results: Results) -> str:
    """Return thousands of deliveries per second: median, spread, CPU time for each, and faults."""
    shapes = [shape for shape in FAN_OUT if _measured(results, shape)]
    rows = _rows(results, shapes, lambda peer, shape: _speed(results.of(peer, shape.name)))
    if not rows:
        return ""
    caption = "Thousand deliveries a second, median (lowest–highest); server CPU in µs for each."
    return f"{caption}\n\n{_table(_head(shapes), rows)}\n\n{_generator(results, shapes)}"


def ratios(results: Results) -> str:
    """Return how many times more our server delivers, and how many times less a delivery costs
    it."""
    others = [peer for peer in results.peers if peer != OURS]
    shapes = [s for s in FAN_OUT if any(results.of(peer, s.name) for peer in others)]
    rows = _rows(results, shapes, lambda peer, shape: _beside(results, peer, shape.name), others)
    if not rows:
        return ""
    caption = "Deliveries of ours over the peer's; CPU for each delivery of the peer's over ours."
    return f"{caption}\n\n{_table(_head(shapes), rows)}"


def latency(results: Results) -> str:
    """Return the milliseconds from the due time of a message to its delivery."""
    shapes = [s for s in BY_NAME.values() if s.kind is Kind.LATENCY and _measured(results, s)]
    rows = _rows(results, shapes, lambda peer, shape: _latency(results.of(peer, shape.name), shape))
    if not rows:
        return ""
    caption = "Milliseconds from when a message was due to its delivery, p50 / p99."
    return f"{caption}\n\n{_table(_head(shapes), rows)}"


def stuck(results: Results) -> str:
    """Return what a client that reads nothing costs the others and the server."""
    rows = []
    for peer, title in results.peers.items():
        with_one, without = results.of(peer, "stuck"), results.of(peer, "free")
        if not with_one:
            continue
        speed = median(with_one, lambda r: r.deliveries_per_second)
        pace = ratio(with_one, without, lambda r: r.deliveries_per_second)
        grown = median(with_one, lambda r: r.peak_memory) - median(without, lambda r: r.peak_memory)
        end = "yes" if all(r.is_cut for r in with_one) else "no"
        cell = "all stand still" if not speed else f"{pace:.2f}" if pace else "–"
        rows.append([title, _flawed(cell, with_one), _megabytes(grown) if without else "–", end])
    head = ["", "throughput with one / without", "memory with one − without", "was cut"]
    return f"{BY_NAME['stuck'].title}.\n\n{_table(head, rows)}" if rows else ""


def joins(results: Results) -> str:
    """Return whether the rate of joins was reached, and the latency of messages meanwhile."""
    measured = results.of(OURS, "joins")
    if not measured:
        return ""
    wanted = BY_NAME["joins"].joins
    came = median(measured, lambda r: r.joins_per_second)
    left = median(measured, lambda r: r.leaves_per_second)
    reached = "reached" if min(came, left) >= PACE * wanted else "**not reached**"
    calm = _latency(results.of(OURS, "calm"), BY_NAME["calm"])
    rows = [
        ["joins a second", f"{came:,.0f} of {wanted:,} ({reached})"],
        ["leaves a second", f"{left:,.0f}"],
        ["latency of the others' messages, p50 / p99 ms", _latency(measured, BY_NAME["joins"])],
        ["the same without joins", calm],
        ["CPU of the server", f"{median(measured, _share):.0%} of its core"],
    ]
    return f"{BY_NAME['joins'].title}.\n\n{_table(['ours', ''], rows)}"


def rooms(results: Results) -> str:
    """Return the cost of a delivery in many rooms, compared with one room."""
    many, one = results.of(OURS, "rooms"), results.of(OURS, "room")
    if not many:
        return ""
    dearer = ratio(many, one, _cpu)
    rows = [
        [BY_NAME["rooms"].title, _speed(many)],
        [BY_NAME["room"].title, _speed(one)],
        ["CPU for each delivery, rooms / one room", f"{dearer:.2f}" if dearer else "–"],
    ]
    return _table(["ours", "thousand deliveries a second, CPU µs for each"], rows)


def ways(results: Results) -> str:
    """Return the same load in another dialect, and with a history on disk.

    They stand beside plain with a history in memory, and Node's ``ws``, which keeps none.
    """
    rows = []
    for shape in (s for s in BY_NAME.values() if s.kind is Kind.WAYS):
        measured, plain = results.of(OURS, shape.name), results.of(OURS, shape.beside)
        if measured:
            more = ratio(measured, plain, _deliveries)
            node = ratio(measured, results.of(_NODE, shape.beside), _deliveries)
            beside = [_times(each) if each else "–" for each in (more, node)]
            rows.append([shape.title, _speed(measured), *beside])
    head = ["ours", "thousand deliveries a second, CPU µs for each", "/ plain, in memory", "/ Node"]
    return _table(head, rows) if rows else ""


def idle(results: Results) -> str:
    """Return the cost of an idle connection."""
    rows = []
    for peer, measured in results.idle.items():
        pings = f"one ping each {measured.heartbeat:g} s" if measured.heartbeat else "its own"
        faults = f" **{measured.faults}**" if measured.faults else ""
        each = f"{measured.bytes_each:,.0f}{faults}"
        share = f"{measured.server_share:.1%}"
        rows.append([results.peers[peer], f"{measured.connections:,}", each, share, pings])
    head = ["", "connections", "bytes of memory each", "CPU while idle", "heartbeat"]
    return _table(head, rows) if rows else ""


def starts(results: Results) -> str:
    """Return the milliseconds of the starts, median and spread."""
    rows = [
        [what, f"{statistics.median(s) * 1e3:,.0f} ({min(s) * 1e3:,.0f}–{max(s) * 1e3:,.0f})"]
        for what, s in results.starts.items()
        if s
    ]
    return _table(["", "ms, median (lowest–highest)"], rows) if rows else ""


def _rows(
    results: Results,
    shapes: Sequence[Shape],
    cell: Callable[[str, Shape], str],
    peers: Sequence[str] = (),
) -> list[list[str]]:
    """Return a row for every one of ``peers`` (all, if none) with a figure."""
    return [
        [results.peers[peer], *(cell(peer, shape) for shape in shapes)]
        for peer in peers or results.peers
        if any(results.of(peer, shape.name) for shape in shapes)
    ]


def _generator(results: Results, shapes: Sequence[Shape]) -> str:
    rounds = [r for s in shapes for peer in results.peers for r in results.of(peer, s.name)]
    most = max(each.generator_share for each in rounds)
    return (
        f"The load generator used at most {most:.0%} of its core; † marks where it was the limit."
    )


def _head(shapes: Sequence[Shape]) -> list[str]:
    return ["", *(shape.title for shape in shapes)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _deliveries(measured: Round) -> float:
    return measured.deliveries_per_second


def _cpu(measured: Round) -> float:
    return measured.server_microseconds


def _share(measured: Round) -> float:
    return measured.server_microseconds * measured.deliveries_per_second / 1e6


def _measured(results: Results, shape: Shape) -> bool:
    return any(results.of(peer, shape.name) for peer in results.peers)


def _flawed(cell: str, rounds: Sequence[Round]) -> str:
    faults = faults_of(rounds)
    return f"{cell} **{faults}**" if faults else cell


def _speed(rounds: Sequence[Round]) -> str:
    if not rounds:
        return "–"
    speeds = [r.deliveries_per_second / 1000 for r in rounds]
    mark = "†" if any(r.generator_share > LIMIT for r in rounds) else ""
    spread = f"{statistics.median(speeds):,.0f}{mark} ({min(speeds):,.0f}–{max(speeds):,.0f})"
    return _flawed(f"{spread}; {median(rounds, _cpu):.2f}", rounds)


def _beside(results: Results, peer: str, shape: str) -> str:
    ours, theirs = results.of(OURS, shape), results.of(peer, shape)
    more = ratio(ours, theirs, lambda r: r.deliveries_per_second)
    cheaper = ratio(theirs, ours, _cpu)
    if more is None or cheaper is None:
        return _flawed("–", theirs)
    return _flawed(f"{_times(more)}; CPU {_times(cheaper)}", theirs)


def _times(factor: float) -> str:
    return f"{factor:.0f}×" if factor >= 10 else f"{factor:.2f}×"


def _latency(rounds: Sequence[Round], shape: Shape) -> str:
    if not rounds:
        return "–"
    half, most = median(rounds, lambda r: r.p50_ms), median(rounds, lambda r: r.p99_ms)
    cell = f"{half:,.2f} / {most:,.2f}"
    received = median(rounds, lambda r: r.deliveries_per_second) / shape.users
    if received < PACE * shape.rate:
        cell += f" (too much: {received:,.0f} a second came through)"
    return _flawed(cell, rounds)


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f} MB"
