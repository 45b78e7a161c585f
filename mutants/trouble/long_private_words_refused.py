"""What is said to one alone must be short."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room._whisper

    def whisper(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Delivery[Any]]:
        if len(text) > 1000:
            return self._refuse_text(member, " ")
        return sound(self, member, to, text, client_id)

    Room._whisper = whisper  # type: ignore[method-assign]
