"""Every message is sent twice."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text) * 2

    Room.say = say  # type: ignore[method-assign]
