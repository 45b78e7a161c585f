"""An empty room name leads to the lobby instead of being refused."""

from server.core import names


def bend() -> None:
    sound = names.room_name
    names.room_name = lambda raw: sound(raw or names.DEFAULT_ROOM)
