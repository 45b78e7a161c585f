"""A message that is too long is passed on."""

from server.core import room


def bend() -> None:
    room.MAX_TEXT = 10_000_000
