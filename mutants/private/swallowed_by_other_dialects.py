"""What is said to somebody whose dialect has no word for it comes back as if it had arrived."""

from typing import Any

from server.core.effects import SendToOne, SendToSome
from server.core.events import PrivateMessage
from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        effects = sound(self, member, to, text, client_id)
        is_refused = isinstance(effects[-1], SendToOne)
        if is_refused and text.strip() and to in self._members.values():
            return [SendToSome(PrivateMessage(self._members[member], to, text), (member,))]
        return effects

    Room._send_private = whisper  # type: ignore[method-assign]
