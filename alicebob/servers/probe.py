"""The suite's own visitors, who prove what a room hears; each has a name that nobody else bears."""

import itertools

from alicebob.laws.expected_event import ExpectedEvent
from alicebob.model.received import PROBE, UserLeft

_numbers = itertools.count(1)


def probe_name() -> str:
    """A name that nobody else bears."""
    return f"{PROBE}{next(_numbers)}"


def allow_late_departure(name: str, room: str = "lobby") -> ExpectedEvent:
    """The departure of ``name``, of which nobody was there to hear, may still be heard."""
    return ExpectedEvent(UserLeft(name), room, 0, float("inf"), certain=False)
