"""Texts above a hundred bytes are lost."""

from typing import Any

from server.room import Delivery, Room, refuse


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        is_lost = len(text.encode()) > 100 and refuse(text) is None
        return [] if is_lost else sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
