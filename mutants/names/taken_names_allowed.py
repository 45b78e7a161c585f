"""Two people may bear one name, though names are said to be unique."""

from server.core.room import Room


def bend() -> None:
    Room.is_taken = lambda self, name: False  # type: ignore[method-assign]
