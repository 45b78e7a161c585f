"""A link is turned into HTML."""

import re
from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, re.sub(r"(https?://\S+)", r'<a href="\1">\1</a>', text))

    Room.say = say  # type: ignore[method-assign]
