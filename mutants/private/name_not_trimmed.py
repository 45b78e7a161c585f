"""Spaces around the name of an addressee are taken for a part of it."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return sound(self, member, f"<{to}>" if to != to.strip() else to, text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
