"""Whoever stops typing without a word is taken to type for ever."""

from server.core.room import Room


def bend() -> None:
    Room.typing_ends = property(lambda _self: None)  # type: ignore[assignment, method-assign]
