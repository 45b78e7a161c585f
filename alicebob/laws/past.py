"""Law of history on wires that tell newcomers each earlier message in a frame of its own.

The suite cannot know what was said on a server that ran before.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from alicebob.laws.law import Case, Law, Violation, times
from alicebob.laws.sessions import Session
from alicebob.model.received import Message, PastMessage, ReceivedEvent


def judge(case: Case) -> list[Violation]:
    """Return the earlier messages that nobody said, or that a client received too often."""
    return [violation for session in case.listeners for violation in _judge(session, case)]


def _judge(session: Session, case: Case) -> list[Violation]:
    told = [(p, event) for p, event in session.received if isinstance(event, PastMessage)]
    if not told:
        return []
    room = session.connection.room
    said = _beginnings(case, room)
    counts = Counter[PastMessage]()
    for position, event in told:
        message = Message(event.sender, event.content)
        counts[event] += 1
        now = bisect_left(said.get(message, ()), position)
        was_said = (room, message) in case.carry_over.said
        if not now and not was_said and case.carry_over.knows_all:
            expected = "earlier messages that were sent in this room"
            violation = Violation(Law.HISTORY, session.connection, expected, f"received {event}")
            return [violation.at(position)]
        if counts[event] > now and not was_said and case.carry_over.knows_all:
            expected = f"{event}, {times(now)}"
            actual = f"received {times(counts[event])}"
            return [Violation(Law.HISTORY, session.connection, expected, actual).at(position)]
    return []


def _beginnings(case: Case, room: str) -> Mapping[ReceivedEvent, Sequence[float]]:
    """Return for each event in ``room`` the positions at which it began, in order."""
    found: dict[ReceivedEvent, list[float]] = defaultdict(list)
    for event in case.happened:
        if event.room == room:
            insort(found[event.received], event.begun)
    return found
