"""A text is cut after 60,000 characters."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, text if len(text) > 65_536 else text[:60_000])

    Room.say = say  # type: ignore[method-assign]
