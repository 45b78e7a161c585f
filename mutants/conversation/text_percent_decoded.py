"""Texts are percent-decoded, as if they came in an address."""

from typing import Any
from urllib.parse import unquote_plus

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, unquote_plus(text))

    Room.say = say  # type: ignore[method-assign]
