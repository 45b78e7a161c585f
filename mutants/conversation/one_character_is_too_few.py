"""A text of a single character is taken for none."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return [] if len(text) == 1 else sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
