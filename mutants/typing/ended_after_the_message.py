"""That somebody no longer types is told only after their message."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        return sound(self, member, text, client_id)[::-1]

    Room.say = say  # type: ignore[method-assign]
