"""Whoever goes on typing is taken to have stopped when the time of the first sign is over."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        end = self._typing.get(member)
        told = sound(self, member, is_typing)
        if end is not None and is_typing:
            self._typing[member] = end
        return told

    Room._set_typing = type  # type: ignore[method-assign]
