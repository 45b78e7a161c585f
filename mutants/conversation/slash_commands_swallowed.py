"""A text that begins with a slash is taken for a command and not passed on."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return [] if text.startswith("/") else sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
