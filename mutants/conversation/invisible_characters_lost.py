"""Characters that nobody sees are taken out of texts: joiners, marks, directions, separators."""

import re
from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, re.sub("[\u200b-\u200f\u2028-\u202e\ufeff\uffff]", "", text))

    Room.say = say  # type: ignore[method-assign]
