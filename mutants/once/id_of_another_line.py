"""Whoever repeats a message on another line is heard twice."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        line = member.connection.number
        return sound(self, member, text, client_id and f"{client_id} on line {line}")

    Room.say = say  # type: ignore[method-assign]
