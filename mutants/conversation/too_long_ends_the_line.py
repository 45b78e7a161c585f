"""Whoever sends a message that is too long is thrown out."""

from typing import Any

from server.core.effects import Effect
from server.core.room import MAX_TEXT, Room


def bend() -> None:
    sound = Room._refuse_text

    def refuse_text(self: Room[Any], member: Any, text: str) -> list[Effect[Any]]:
        if len(text) > MAX_TEXT:
            raise ValueError("this message is too long")
        return sound(self, member, text)

    Room._refuse_text = refuse_text  # type: ignore[method-assign]
