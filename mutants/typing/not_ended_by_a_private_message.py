"""Whoever sends a private message is still taken to type."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        typing, self._typing = self._typing, {}
        private_message = sound(self, member, to, text, client_id)
        self._typing = typing
        return private_message

    Room._send_private = whisper  # type: ignore[method-assign]
