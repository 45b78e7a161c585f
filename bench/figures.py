"""The figures of a run: medians, spreads and faults."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields

_FAULTS = {
    "lost": "lost",
    "doubled": "doubled",
    "altered": "altered",
    "closed": "connections closed",
    "rejected": "rejected",
}


@dataclass(frozen=True, slots=True)
class Round:
    """The result of one round with one server, as the load generator saw it."""

    deliveries_per_second: float = 0.0
    messages_per_second: float = 0.0
    server_microseconds: float = 0.0  # of the server's processor, for each delivery
    generator_share: float = 0.0  # of its core
    peak_memory: float = 0.0  # bytes of the server
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    joins_per_second: float = 0.0
    leaves_per_second: float = 0.0
    is_cut: float = 0.0  # 1 if the server closed the connection of the client that reads nothing
    faults: str = ""

    @classmethod
    def of(cls, numbers: Mapping[str, float]) -> "Round":
        """Read what the generator printed."""
        names = {each.name for each in fields(cls)} - {"faults"}
        return cls(**{name: numbers[name] for name in names}, faults=faults_in(numbers))


@dataclass(frozen=True, slots=True)
class Idle:
    """The cost of ``connections`` idle connections, pinged every ``heartbeat`` seconds."""

    connections: int
    heartbeat: float  # 0: the server's own choice
    bytes_each: float = 0.0
    server_share: float = 0.0  # of a core
    faults: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """All figures of one run: rounds by peer and shape, idle connections by peer, starts in
    seconds.

    ``peers`` maps short names to the names in the tables, ours first.
    """

    machine: str
    peers: Mapping[str, str]
    rounds: Mapping[tuple[str, str], Sequence[Round]] = field(default_factory=dict)
    idle: Mapping[str, Idle] = field(default_factory=dict)
    starts: Mapping[str, Sequence[float]] = field(default_factory=dict)

    def of(self, peer: str, shape: str) -> Sequence[Round]:
        """Return the rounds of one peer with one shape; none if it was not measured."""
        return self.rounds.get((peer, shape), ())


def faults_in(numbers: Mapping[str, float]) -> str:
    """Return the faults, as in ``3 lost, 1 altered``; empty if there are none."""
    return ", ".join(f"{numbers[k]:,.0f} {word}" for k, word in _FAULTS.items() if numbers.get(k))


def faults_of(rounds: Sequence[Round]) -> str:
    """Return the faults of the first round that has any."""
    return next((each.faults for each in rounds if each.faults), "")


def median(rounds: Sequence[Round], what: Callable[[Round], float]) -> float:
    """Return the median of a figure over the rounds; 0 for none."""
    return statistics.median(map(what, rounds)) if rounds else 0.0


def ratio(
    above: Sequence[Round], below: Sequence[Round], what: Callable[[Round], float]
) -> float | None:
    """Return the median of the ratios of a figure, each from two rounds that ran one after the
    other.

    Return None without any.
    """
    pairs = [(what(a), what(b)) for a, b in zip(above, below, strict=False)]
    ratios = [a / b for a, b in pairs if a and b]
    return statistics.median(ratios) if ratios else None
