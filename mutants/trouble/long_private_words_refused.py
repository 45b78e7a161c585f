"""What is said to one alone must be short."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        if len(text) > 1000:
            return self._refuse_text(member, " ")
        return sound(self, member, to, text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
