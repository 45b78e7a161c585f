"""Texts are brought into NFD, so composed accents come out decomposed."""

import unicodedata
from typing import Any

from server.room import Delivery, Room, refuse


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        changed = unicodedata.normalize("NFD", text)
        return sound(self, member, text if refuse(text) or refuse(changed) else changed)

    Room.say = say  # type: ignore[method-assign]
