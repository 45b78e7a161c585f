"""A blank private message is passed on."""

from typing import Any

from server.core.effects import SendToSome
from server.core.events import PrivateMessage
from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        hearers = [one for one, name in self._members.items() if name == to]
        if hearers and not text.strip():
            return [SendToSome(PrivateMessage(self._members[member], to, text), (*hearers, member))]
        return sound(self, member, to, text, client_id)

    Room._send_private = whisper  # type: ignore[method-assign]
