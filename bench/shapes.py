"""The shapes of load: a number of users in a number of rooms, with their messages."""

from dataclasses import dataclass
from enum import Enum

_UNTIL_STUCK = 2.5  # seconds


class Kind(Enum):
    """The table that shows a shape."""

    FAN_OUT = "fan-out"
    LATENCY = "latency"
    JOINS = "joins"
    ROOMS = "rooms"
    STUCK = "stuck"
    WAYS = "ways"


@dataclass(frozen=True, slots=True)
class Shape:
    """A load. ``users`` are in ``rooms`` rooms; ``speakers`` of each room send messages.

    Each speaker keeps ``in_flight`` messages on their way, or all send ``rate`` messages per
    second. ``joins`` more users come and go per second. If it ``is_stuck``, one more user reads
    nothing. The server gets ``flags``.
    """

    name: str
    title: str
    kind: Kind
    users: int
    speakers: int
    in_flight: int = 1
    size: int = 64  # bytes of a content
    rooms: int = 1
    rate: int = 0
    joins: int = 0
    is_stuck: bool = False
    is_in_events: bool = False  # all speak the events dialect, else the plain one
    flags: tuple[str, ...] = ()
    is_ours_only: bool = False
    beside: str = ""  # the shape that it is compared with

    def lasts(self, seconds: float) -> float:
        """Return the seconds to measure: the system's buffers for a stuck client must be full by
        then."""
        return max(seconds, _UNTIL_STUCK) if self.kind is Kind.STUCK else seconds

    def warm_up(self, seconds: float) -> float:
        """Return the seconds of load before the measurement."""
        return _UNTIL_STUCK if self.kind is Kind.STUCK else seconds * 0.2


_KEPT = ("--history", "{folder}/history")


def _in_other_ways(beside: str, title: str, users: int, in_flight: int) -> tuple[Shape, ...]:
    """Return the same load in another dialect, and with a history on disk."""

    def way(name: str, variant: str, is_in_events: bool, *flags: str) -> Shape:
        return Shape(
            f"{name}-{beside}",
            f"{title}: {variant}",
            Kind.WAYS,
            users,
            users,
            in_flight,
            is_in_events=is_in_events,
            flags=flags,
            is_ours_only=True,
            beside=beside,
        )

    return (
        way("events", "in events, history in memory", True),
        way("kept", "in plain, history in SQLite", False, *_KEPT),
        way("events-kept", "in events, history in SQLite", True, *_KEPT),
    )


SHAPES = (
    Shape("small", "32 users, 1 in flight each", Kind.FAN_OUT, 32, 32),
    Shape("burst", "32 users, 16 in flight each", Kind.FAN_OUT, 32, 32, in_flight=16),
    Shape("hundred", "100 users, 1 in flight each", Kind.FAN_OUT, 100, 100),
    Shape("thousand", "1,000 users, 32 speak", Kind.FAN_OUT, 1000, 32),
    Shape("long", "4 KB texts, 32 users, 4 in flight", Kind.FAN_OUT, 32, 32, 4, size=4096),
    Shape("calm", "100 users, 200 messages a second", Kind.LATENCY, 100, 100, rate=200),
    Shape("brisk", "100 users, 1,000 messages a second", Kind.LATENCY, 100, 100, rate=1000),
    Shape("free", "1 KB texts, 32 users, 16 in flight each", Kind.STUCK, 32, 32, 16, size=1024),
    Shape(
        "stuck",
        "1 KB texts, 32 users, 16 in flight each, and one client that reads nothing",
        Kind.STUCK,
        32,
        32,
        in_flight=16,
        size=1024,
        is_stuck=True,
        beside="free",
    ),
    Shape(
        "joins",
        "1,000 joins and 1,000 leaves a second, while 100 others send messages",
        Kind.JOINS,
        100,
        100,
        rate=200,
        joins=1000,
        is_ours_only=True,
        beside="calm",
    ),
    # One speaks in each room and waits to hear it, so no two messages share a write. Where all talk
    # at once, ten readers share what a message costs instead of thirty-two: that tells how large
    # rooms are, not what many of them cost.
    Shape(
        "room",
        "one room of 32 users, one speaks",
        Kind.ROOMS,
        32,
        1,
        is_ours_only=True,
    ),
    Shape(
        "rooms",
        "1,000 rooms of 10 users, one speaks in each",
        Kind.ROOMS,
        10_000,
        1,
        rooms=1000,
        is_ours_only=True,
        beside="room",
    ),
    *_in_other_ways("small", "32 users, 1 in flight each", 32, 1),
    *_in_other_ways("burst", "32 users, 16 in flight each", 32, 16),
    *_in_other_ways("hundred", "100 users, 1 in flight each", 100, 1),
)
FAN_OUT = tuple(shape for shape in SHAPES if shape.kind is Kind.FAN_OUT)
BY_NAME = {shape.name: shape for shape in SHAPES}
IDLE, START = "idle", "start"  # what is measured besides the shapes
NAMES = (*BY_NAME, IDLE, START)
