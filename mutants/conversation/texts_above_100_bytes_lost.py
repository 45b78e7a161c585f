"""Texts above a hundred bytes are lost."""

from typing import Any

from server.events import Said
from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = sound(self, member, text)
        is_lost = len(text.encode()) > 100 and isinstance(said[0], Said)
        return [] if is_lost else said

    Room.say = say  # type: ignore[method-assign]
