"""The length of a message is counted in bytes, so other scripts may say less."""

from typing import Any

from server.events import Refusal, Refused
from server.room import MAX_TEXT, Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        if len(text.encode()) > MAX_TEXT:
            return [ToOne(Refused(Refusal.TOO_LONG), member)]
        return sound(self, member, text)

    Room.say = say  # type: ignore[method-assign]
