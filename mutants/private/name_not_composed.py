"""An addressee whose name is typed with decomposed accents is not found."""

import unicodedata
from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        is_composed = unicodedata.is_normalized("NFC", to)
        return sound(self, member, to if is_composed else f"<{to}>", text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
