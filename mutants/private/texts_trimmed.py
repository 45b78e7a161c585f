"""The spaces around a private message are lost."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, to, text.strip() or text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
