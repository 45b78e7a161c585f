"""Whoever sends a message that is too long is thrown out."""

from typing import Any

from server.room import MAX_TEXT, Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        if len(text) > MAX_TEXT:
            raise ValueError("this message is too long")
        return sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
