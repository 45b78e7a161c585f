"""Texts are brought into NFC, so decomposed accents come out composed."""

import unicodedata
from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return sound(self, member, unicodedata.normalize("NFC", text))

    Room.say = say  # type: ignore[method-assign]
