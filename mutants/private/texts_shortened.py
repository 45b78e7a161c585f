"""A private message ends after 60,000 characters."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, to, text[:60_000] if len(text) < 65_537 else text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
