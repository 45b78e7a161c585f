"""The statistics count lines, and call them people."""

from server.room import Room


def bend() -> None:
    Room.names = property(lambda self: list(self._members.values()))  # type: ignore
