"""Whoever names no room is in a room of their own, not in the lobby."""

from server.core import names


def bend() -> None:
    names.DEFAULT_ROOM = "default"
