"""What is said to somebody who is not here is lost, and its sender is not told."""

from typing import Any

from server.core.effects import SendToOne
from server.core.events import Rejected, RejectionReason
from server.core.room import Room


def bend() -> None:
    sound = Room._send_private

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        private_message = sound(self, member, to, text, client_id)
        match private_message:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                return []
        return private_message

    Room._send_private = whisper  # type: ignore[method-assign]
