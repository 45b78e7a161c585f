"""A message of wide spaces is taken for words."""

from typing import Any

from server.core.effects import Effect
from server.core.events import PublicMessage
from server.core.room import Room


def bend() -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if text.isspace() and text.strip(" \t\r\n"):
            return [PublicMessage(self._members[member], text, 0, client_id)]
        return sound(self, member, text, client_id)

    Room.send_message = send_message  # type: ignore[method-assign]
