"""When typing ends by itself, all others who type are forgotten without a word."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:

    sound = Room.expire_typing

    def expire_typing(self: Room[Any]) -> list[Effect[Any]]:
        told = sound(self)
        if told:
            self._typing.clear()
        return told[:1]

    Room.expire_typing = expire_typing  # type: ignore[method-assign]
