"""A text ends at its first NUL, as strings do in C."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text.partition("\0")[0])

    Room.say = say  # type: ignore[method-assign]
