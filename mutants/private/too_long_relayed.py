"""A private message may be of any length."""

from typing import Any

from server.core import room
from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], *rest: Any) -> list[Any]:
        usual, room.MAX_TEXT = room.MAX_TEXT, 10**9
        try:
            return sound(self, *rest)
        finally:
            room.MAX_TEXT = usual

    Room._send_private = whisper  # type: ignore[method-assign, assignment]
