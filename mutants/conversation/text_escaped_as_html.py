"""Texts are escaped for HTML before they are sent."""

import html
from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, html.escape(text))

    Room.say = say  # type: ignore[method-assign]
