"""Whoever joins with an envelope is not told that they are in."""

from server.dialects.envelope import ENVELOPE


def bend() -> None:
    object.__setattr__(ENVELOPE, "receives_own_join", False)
