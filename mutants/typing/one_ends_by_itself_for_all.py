"""When typing ends by itself, all others who type are forgotten without a word."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:

    sound = Room.tick

    def tick(self: Room[Any]) -> list[Delivery[Any]]:
        told = sound(self)
        if told:
            self._typing.clear()
        return told[:1]

    Room.tick = tick  # type: ignore[method-assign]
