"""A blank message is dropped, and its sender is not told."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text) if text.strip() else []

    Room.say = say  # type: ignore[method-assign]
