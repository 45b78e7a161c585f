"""A text of digits is read as a number, and loses its leading zeros."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, str(int(text)) if text.isdecimal() else text)

    Room.say = say  # type: ignore[method-assign]
