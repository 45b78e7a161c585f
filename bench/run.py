"""The order of one run: rounds are interleaved, so that changes of the machine affect all
servers."""

import itertools
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bench import cores, measure, start
from bench.figures import Idle, Results, Round
from bench.peers import OURS, Peer
from bench.shapes import IDLE, SHAPES, START, Kind, Shape


@dataclass(frozen=True, slots=True)
class Plan:
    """The shapes to measure, the number of rounds, and their length in seconds."""

    names: Collection[str]
    rounds: int
    seconds: float
    is_quick: bool

    @property
    def starts(self) -> int:
        """Return how often each start is measured."""
        return 3 if self.is_quick else 7

    def idle_of(self, peer: Peer) -> tuple[int, float]:
        """Return the number of idle connections, and the seconds; ours are pinged once in that
        time."""
        if peer != OURS:
            return 2_000, 3.0
        return 10_000, 3.0 if self.is_quick else 25.0

    def messages(self, peers: Sequence[Peer]) -> Iterator[tuple[Shape, Peer]]:
        """Return the measurements with messages, in order, with those that are compared side by
        side.

        Measurements that take long and vary little have only one round.
        """
        for number in range(self.rounds):
            for shape, peer in itertools.product(self._alone(), peers):
                together = (shape, *(s for s in SHAPES if s.beside == shape.name))
                for each in together:
                    is_wanted = each.name in self.names or each is shape
                    if is_wanted and self._is_for(peer, each, number):
                        yield each, peer

    def _alone(self) -> list[Shape]:
        """Return the shapes that were chosen, and those that they are compared with."""
        asked = {s.beside or s.name for s in SHAPES if s.name in self.names}
        return [shape for shape in SHAPES if shape.name in asked]

    def _is_for(self, peer: Peer, shape: Shape, number: int) -> bool:
        if peer == OURS:
            return number == 0 or shape.kind is not Kind.STUCK
        is_extra = shape.kind is not Kind.FAN_OUT or shape.name == "long"
        is_due = number == 0 or shape.kind is Kind.FAN_OUT
        return is_due and not shape.is_ours_only and not (self.is_quick and is_extra)


def run(plan: Plan, peers: Sequence[Peer]) -> Results:
    """Measure everything in the plan, one after the other, with progress on standard error."""
    rounds: dict[tuple[str, str], list[Round]] = defaultdict(list)
    measurements = list(plan.messages(peers))
    for number, (shape, peer) in enumerate(measurements, 1):
        _show_progress(f"{number} of {len(measurements)}: {shape.title}, {peer.title}")
        rounds[peer.name, shape.name].append(measure.messages(peer, shape, plan.seconds))
    idle = dict(_idle(plan, peers)) if IDLE in plan.names else {}
    starts = _starts(plan.starts) if START in plan.names else {}
    _show_progress("")
    titles = {peer.name: peer.title for peer in peers}
    return Results(cores.machine(), titles, rounds, idle, starts)


def _idle(plan: Plan, peers: Sequence[Peer]) -> Iterator[tuple[str, Idle]]:
    for peer in peers[:1] if plan.is_quick else peers:
        connections, seconds = plan.idle_of(peer)
        _show_progress(f"{connections:,} idle connections, {peer.title}")
        yield peer.name, measure.idle(peer, connections, seconds)


def _starts(times: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {what: [] for what in start.MEASUREMENTS}
    for number in range(1, times + 1):
        _show_progress(f"starts, {number} of {times}")
        for what, measurement in start.MEASUREMENTS.items():
            taken[what].append(measurement())
    return taken


def _show_progress(what: str) -> None:
    """Print progress: over the last line on a terminal, on a new line elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
    elif what:
        print(what, file=sys.stderr, flush=True)
