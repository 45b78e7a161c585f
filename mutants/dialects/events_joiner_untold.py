"""Whoever joins in events is not told of their own arrival, the sign that they are in."""

from server.dialects.events import EVENTS


def bend() -> None:
    object.__setattr__(EVENTS, "receives_own_join", False)
