"""Only the first fourteen readers of a room hear what is said."""

from typing import Any

from server.events import Said
from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said, first = sound(self, member, text), list(self._members)[:14]
        return [
            one
            for d in said
            for one in ([ToOne(d, m) for m in first] if isinstance(d, Said) else [d])
        ]

    Room.say = say  # type: ignore[method-assign]
