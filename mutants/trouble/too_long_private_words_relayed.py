"""What is said to one alone may be as long as one likes."""

from typing import Any

from server.core import room
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        most, room.MAX_TEXT = room.MAX_TEXT, 10_000_000
        try:
            return sound(self, member, to, text, client_id)
        finally:
            room.MAX_TEXT = most

    Room._send_private = whisper  # type: ignore[method-assign]
