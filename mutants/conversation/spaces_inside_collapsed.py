"""Several spaces or tabs in a row become one space, as a page would show them."""

import re
from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, re.sub(r"[ \t]+", " ", text))

    Room.say = say  # type: ignore[method-assign]
