"""An announcement is accepted, and told to nobody."""

from server.core.room import Room


def bend() -> None:
    Room.announce = lambda self, text: []  # type: ignore[method-assign]
