"""The longest message that is allowed is refused."""

from server.core import room


def bend() -> None:
    room.MAX_TEXT -= 1
