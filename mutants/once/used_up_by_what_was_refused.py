"""Whoever was refused cannot say it better under the same id."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room.say
    used: set[tuple[Any, str]] = set()

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        if client_id and (member, client_id) in used:
            return []
        if client_id and not text.strip():
            used.add((member, client_id))
        return sound(self, member, text, client_id)

    Room.say = say  # type: ignore[method-assign]
