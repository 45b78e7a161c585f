"""A blank message is passed on."""

from typing import Any

from server.events import Said
from server.room import MAX_TEXT, Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        if not text.strip() and len(text) <= MAX_TEXT:
            return [Said(self._members[member], text)]
        return sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
