"""That somebody no longer types is told only after their message."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return sound(self, member, text, client_id)[::-1]

    Room.send_message = send_message  # type: ignore[method-assign]
