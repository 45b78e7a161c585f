"""The length of a message is counted in bytes, so other scripts may say less."""

from typing import Any

from mutants.saying import say_each
from server.core.effects import Effect
from server.core.events import RejectionReason
from server.core.room import MAX_TEXT, Room


def bend() -> None:
    say_each()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if len(text.encode()) > MAX_TEXT:
            return self._refuse(
                member, RejectionReason.TOO_LONG, "A message has at most 65,536 bytes."
            )
        return sound(self, member, text, client_id)

    Room.send_message = send_message  # type: ignore[method-assign]
