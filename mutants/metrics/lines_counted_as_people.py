"""The statistics count lines, and call them people."""

from server.core.room import Room


def bend() -> None:
    Room.names = property(lambda self: list(self._members.values()))  # type: ignore
