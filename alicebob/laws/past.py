"""Law of history on wires that tell newcomers each earlier message in a frame of its own.

The suite cannot know what was said on a server that ran before.
"""

from collections import Counter

from alicebob.laws.law import Case, Law, Violation, times
from alicebob.laws.sessions import Session
from alicebob.model.received import Message, PastMessage


def judge(case: Case) -> list[Violation]:
    """Return the earlier messages that nobody said, or that a client received too often."""
    return [violation for session in case.listeners for violation in _judge(session, case)]


def _judge(session: Session, case: Case) -> list[Violation]:
    told = [(p, event) for p, event in session.received if isinstance(event, PastMessage)]
    if not told:
        return []
    room = session.connection.room
    said = Counter((event.received, event.begun) for event in case.happened if event.room == room)
    counts = Counter[PastMessage]()
    for position, event in told:
        message = Message(event.sender, event.content)
        counts[event] += 1
        now = sum(n for (what, begun), n in said.items() if what == message and begun < position)
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
