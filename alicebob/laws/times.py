"""Law of times: each time lies between the action and its receipt, and all clients get the same.

The server's clock need not be that of the suite. But it is one clock: all times of a scenario must
fit one difference between the two, of at most ``_SKEW``. So the law keeps the range of differences
that is still possible. With an action at second 10 and its receipt at second 11, a time of second
15 leaves 4 to 5; a time of second 13.2, between an action at 12 and a receipt at 12.5, then leaves
nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from alicebob.laws.law import Case, Law, Violation
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import (
    Announcement,
    Message,
    Pong,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    UserJoined,
    UserLeft,
    Welcome,
)

_SKEW = 60.0  # seconds: two clocks need not agree any better
_REMEMBERED = 1024  # times: many clients receive the same
_COARSE = 0.05  # seconds: a clock may be read a little early or late

Timed = Message | PrivateMessage | UserJoined | UserLeft | Announcement | Rejected | Pong | Welcome


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a frame, in seconds since 1970, and the span in which its last digit stands."""

    at: float
    digit: float


def judge(case: Case) -> list[Violation]:
    """Return the violations of the law of times."""
    if case.moment_at is None:
        return []
    found = [wrong for session in case.listeners for wrong in _judge_falling(session, case)]
    return [*_judge_bounds(case, case.moment_at), *found, *_judge_sameness(case)]


def moment(received: Timed) -> Moment | None:
    """Return the time in a frame; None if it has none."""
    return _read(received.at) if received.at else None


@lru_cache(_REMEMBERED)
def _read(at: str) -> Moment:
    digits = len(at.partition(".")[2].rstrip("Z"))
    return Moment(datetime.fromisoformat(at).timestamp(), 10.0**-digits)


def _timed(case: Case) -> Iterator[tuple[int, Session, Timed, Moment]]:
    """Yield each frame with a time, by position in the journal."""
    frames = [
        (position, session, received)
        for session in case.listeners
        for position, received in session.received
    ]
    for position, session, received in sorted(frames, key=lambda one: one[0]):
        if isinstance(received, Timed) and (stated := moment(received)) is not None:
            yield position, session, received, stated


def _judge_bounds(case: Case, moment_at: Callable[[int], float]) -> list[Violation]:
    """Check that one difference between the clocks puts each time between action and receipt."""
    lowest, highest = -_SKEW, _SKEW
    begun = _begun(case)
    for position, session, received, stated in _timed(case):
        slack = _COARSE + stated.digit
        latest = moment_at(position)
        cause = begun.get((session.connection.room, received), session.connecting)
        is_known = 0 <= cause < NEVER
        earliest = moment_at(int(cause)) if is_known else 0.0
        low = max(lowest, stated.at - latest - slack)
        high = min(highest, stated.at - earliest + slack)
        if low > high:
            span = f"from {_shown(earliest + lowest)} to {_shown(latest + highest)}"
            expected = f"a time between the action and its receipt, {span}"
            actual = f"{received}, at {received.at}"
            return [Violation(Law.TIMES, session.connection, expected, actual).at(position)]
        lowest, highest = low, high
    return []


def _begun(case: Case) -> Mapping[tuple[str, ReceivedEvent], float]:
    """Return the first position at which each event may have been caused; -1 for one of an earlier
    scenario."""
    found: dict[tuple[str, ReceivedEvent], float] = {}
    for event in case.happened:
        begun = -1 if event.by is None else event.begun
        key = event.room, event.received
        found[key] = min(begun, found.get(key, begun))
    return found


def _judge_falling(session: Session, case: Case) -> list[Violation]:
    """Check that no time falls: in messages of one user and, where messages have ids, of all."""
    connection, last = session.connection, dict[object, tuple[Timed, Moment]]()
    repeats = any(said.client_id is not None for _, said in session.said)
    for position, received in session.received:
        event = case.once.get((connection.room, received))
        if not isinstance(received, Message | PrivateMessage) or event is None or repeats:
            continue
        stated = moment(received)
        by = "all" if connection.facts.is_extended else event.by
        if stated is None:
            continue
        if by in last and stated.at < last[by][1].at:
            before = last[by][0]
            expected = f"no time before {before.at}, that of {before}"
            actual = f"{received}, at {received.at}"
            return [Violation(Law.TIMES, connection, expected, actual).at(position)]
        last[by] = received, stated
    return []


def _judge_sameness(case: Case) -> list[Violation]:
    """Check that an event has one time for all clients, each as precise as its dialect."""
    first: dict[tuple[str, ReceivedEvent], tuple[Timed, Moment]] = {}
    for position, session, received, stated in _timed(case):
        key = session.connection.room, received
        if key not in case.once or isinstance(received, Rejected):
            continue
        other, same = first.setdefault(key, (received, stated))
        if abs(stated.at - same.at) > max(stated.digit, same.digit):
            expected, actual = f"{received}, at {other.at}", f"at {received.at}"
            return [Violation(Law.TIMES, session.connection, expected, actual).at(position)]
    return []


def _shown(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
