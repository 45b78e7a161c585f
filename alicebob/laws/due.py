"""The events that are still on their way: what users must receive of what was done by now."""

from collections import Counter
from collections.abc import Sequence

from alicebob.laws.derive import expected_events
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.sessions import NEVER, Session
from alicebob.model.received import ReceivedEvent

Due = Counter[tuple[int, ReceivedEvent]]
"""Number of times that each connection, by its number, must still receive an event."""


def due(people: Sequence[Session], carry_over: CarryOver) -> Due:
    """Return the events that the laws demand and that have not been received yet."""
    happened = expected_events(people, carry_over)
    missing: Due = Counter()
    for session in people:
        if session.connected < NEVER:
            number = session.connection.number
            missing.update((number, f.received) for f in happened if f.must_be_heard_by(session))
            missing.subtract((number, h) for _, h in session.received if (number, h) in missing)
    return +missing
