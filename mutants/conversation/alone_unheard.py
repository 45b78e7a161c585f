"""Whoever is alone in a room does not hear what they say."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text) if len(self) > 1 else []

    Room.say = say  # type: ignore[method-assign]
