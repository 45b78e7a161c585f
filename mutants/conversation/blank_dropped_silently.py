"""A blank message is dropped, and its sender is not told."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room._refuse_text

    def refuse_text(self: Room[Any], member: Any, text: str) -> list[Effect[Any]]:
        return sound(self, member, text) if text.strip() else []

    Room._refuse_text = refuse_text  # type: ignore[method-assign]
