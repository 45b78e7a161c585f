"""What is said to one alone may be as long as one likes."""

from typing import Any

from server.core import room
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room._whisper

    def whisper(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Delivery[Any]]:
        most, room.MAX_TEXT = room.MAX_TEXT, 10_000_000
        try:
            return sound(self, member, to, text, client_id)
        finally:
            room.MAX_TEXT = most

    Room._whisper = whisper  # type: ignore[method-assign]
