"""Characters beyond sixteen bits are lost."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, "".join(c for c in text if c <= "\uffff"))

    Room.say = say  # type: ignore[method-assign]
