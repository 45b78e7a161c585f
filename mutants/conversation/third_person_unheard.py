"""Whoever came second is heard by one other at the most."""

from typing import Any

from server.events import Said
from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said, first_two = sound(self, member, text), list(self._members)[:2]
        if member not in first_two[1:]:
            return said
        return [
            one
            for d in said
            for one in ([ToOne(d, m) for m in first_two] if isinstance(d, Said) else [d])
        ]

    Room.say = say  # type: ignore[method-assign]
