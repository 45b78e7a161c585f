"""Texts are escaped for JSON twice, so backslashes show."""

import json
from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        escaped = json.dumps(text, ensure_ascii=False)[1:-1]
        return sound(self, member, text if text.isspace() else escaped)

    Room.say = say  # type: ignore[method-assign]
