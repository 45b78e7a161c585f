"""Rooms whose names differ only in case are one room."""

from server.core import names


def bend() -> None:
    sound = names.room_name
    names.room_name = lambda raw: sound(raw).lower()
