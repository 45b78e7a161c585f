"""Whoever repeats a message on another line is heard twice."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room.send_message

    def send_message(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        line = member.connection.number
        return sound(self, member, text, client_id and f"{client_id} on line {line}")

    Room.send_message = send_message  # type: ignore[method-assign]
