"""The suite's own visitors, who prove what a room hears; each has a name that nobody else bears."""

import itertools

from alicebob.laws.expected_event import Fact
from alicebob.model.received import USHER, Left

_numbers = itertools.count(1)


def usher_name() -> str:
    """A name that nobody else bears."""
    return f"{USHER}{next(_numbers)}"


def excuse(name: str, room: str = "lobby") -> Fact:
    """The departure of ``name``, of which nobody was there to hear, may still be heard."""
    return Fact(Left(name), room, 0, float("inf"), certain=False)
