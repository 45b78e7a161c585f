"""What was measured, and what of it is told: medians, spreads, and whatever went wrong."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields

_FAULTS = {
    "lost": "lost",
    "doubled": "doubled",
    "altered": "altered",
    "closed": "lines cut",
    "turned_away": "turned away",
}


@dataclass(frozen=True, slots=True)
class Round:
    """What came of one round with one server, as the load generator saw it."""

    deliveries_per_second: float = 0.0
    messages_per_second: float = 0.0
    server_microseconds: float = 0.0  # of the server's processor, for each delivery
    generator_share: float = 0.0  # of its core
    peak_memory: float = 0.0  # bytes of the server
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    joins_per_second: float = 0.0
    leaves_per_second: float = 0.0
    is_cut: float = 0.0  # 1 if the server ended the line of the one who reads nothing
    faults: str = ""

    @classmethod
    def of(cls, numbers: Mapping[str, float]) -> "Round":
        """Reads what the generator printed."""
        names = {each.name for each in fields(cls)} - {"faults"}
        return cls(**{name: numbers[name] for name in names}, faults=faults_in(numbers))


@dataclass(frozen=True, slots=True)
class Idle:
    """What ``connections`` cost on which nobody speaks, pinged every ``heartbeat`` seconds."""

    connections: int
    heartbeat: float  # 0: the server's own choice
    bytes_each: float = 0.0
    server_share: float = 0.0  # of a core
    faults: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run measured: rounds by peer and shape, idle lines by peer, starts in seconds
    by what was started. ``peers`` are the names for the tables by the short ones, ours first."""

    machine: str
    peers: Mapping[str, str]
    rounds: Mapping[tuple[str, str], Sequence[Round]] = field(default_factory=dict)
    idle: Mapping[str, Idle] = field(default_factory=dict)
    starts: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def of(self, peer: str, shape: str) -> Sequence[Round]:
        """The rounds of one peer with one shape, none if it was not measured."""
        return self.rounds.get((peer, shape), ())


def faults_in(numbers: Mapping[str, float]) -> str:
    """What went wrong, as ``3 lost, 1 altered``; empty if nothing did."""
    return ", ".join(f"{numbers[k]:,.0f} {word}" for k, word in _FAULTS.items() if numbers.get(k))


def faults_of(rounds: Sequence[Round]) -> str:
    """What went wrong in the first round in which something did."""
    return next((each.faults for each in rounds if each.faults), "")


def median(rounds: Sequence[Round], what: Callable[[Round], float]) -> float:
    """The middle of one figure of the rounds; 0 for none."""
    return statistics.median(map(what, rounds)) if rounds else 0.0


def ratio(
    above: Sequence[Round], below: Sequence[Round], what: Callable[[Round], float]
) -> float | None:
    """The median of the ratios of a figure, each of two neighbours in time; None without any."""
    pairs = [(what(a), what(b)) for a, b in zip(above, below, strict=False)]
    ratios = [a / b for a, b in pairs if a and b]
    return statistics.median(ratios) if ratios else None
