"""A message of wide spaces is taken for words."""

from typing import Any

from server.core.effects import Delivery
from server.core.events import Said
from server.core.room import Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        if text.isspace() and text.strip(" \t\r\n"):
            return [Said(self._members[member], text, 0, client_id)]
        return sound(self, member, text, client_id)

    Room.say = say  # type: ignore[method-assign]
