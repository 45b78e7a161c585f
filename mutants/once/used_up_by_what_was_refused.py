"""Whoever was refused cannot say it better under the same id."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room.send_message
    used: set[tuple[Any, str]] = set()

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        if client_id and (member, client_id) in used:
            return []
        if client_id and not text.strip():
            used.add((member, client_id))
        return sound(self, member, text, client_id)

    Room.send_message = send_message  # type: ignore[method-assign]
