"""Texts are brought into NFD, so composed accents come out decomposed."""

import unicodedata
from typing import Any

from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        changed = unicodedata.normalize("NFD", text)
        said = sound(self, member, changed)
        return sound(self, member, text) if isinstance(said[0], ToOne) else said

    Room.say = say  # type: ignore[method-assign]
