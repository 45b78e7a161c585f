"""A newcomer is shown the last 51 messages, one too many."""

from server.core import room


def bend() -> None:
    room.NEWEST = 51
