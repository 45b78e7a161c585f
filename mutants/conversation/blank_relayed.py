"""A blank message is passed on."""

from typing import Any

from server.core.effects import Effect
from server.core.events import PublicMessage
from server.core.room import MAX_TEXT, Room


def bend() -> None:
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if not text.strip() and len(text) <= MAX_TEXT:
            return [PublicMessage(self._members[member], text, 0, client_id)]
        return sound(self, member, text, client_id)

    Room.send_message = send_message  # type: ignore[method-assign]
