"""Of several names, with spaces between them, the last one is taken."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        *_, last = to.split() or [to]
        return sound(self, member, last, text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
