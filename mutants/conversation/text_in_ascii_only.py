"""Characters beyond ASCII become question marks."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        visible = text if text.isspace() else text.encode("ascii", "replace").decode()
        return sound(self, member, visible)

    Room.say = say  # type: ignore[method-assign]
