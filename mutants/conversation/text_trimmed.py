"""Spaces and line ends around a text are taken off."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text.strip())

    Room.say = say  # type: ignore[method-assign]
