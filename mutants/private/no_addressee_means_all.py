"""What is said to nobody, with an empty name, is heard by the whole room."""

from typing import Any

from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return (
            sound(self, member, to, text, client_id)
            if to
            else self.send_message(member, text, client_id)
        )

    Room._send_private = whisper  # type: ignore[method-assign]
