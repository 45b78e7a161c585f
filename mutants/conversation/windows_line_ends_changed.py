"""Windows line ends become plain ones."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text.replace("\r\n", "\n"))

    Room.say = say  # type: ignore[method-assign]
