"""A message of wide spaces is taken for words."""

from typing import Any

from server.events import Said
from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        if text.isspace() and text.strip(" \t\r\n"):
            return [Said(self._members[member], text)]
        return sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
