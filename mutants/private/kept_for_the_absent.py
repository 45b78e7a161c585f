"""What is said to somebody who has left is told to them when they come back."""

from typing import Any

from server.core.effects import SendToOne
from server.core.events import PrivateMessage, Rejected, RejectionReason
from server.core.room import Room


def bend() -> None:
    joined, whisper = Room.join, Room._send_private
    waiting: list[PrivateMessage] = []

    def keep(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = whisper(self, member, to, text, client_id)
        match found:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)]:
                waiting.append(PrivateMessage(self._members[member], to, text, self._clock()))
        return found

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        late = [one for one in waiting if one.to == join_options.name]
        return [*joined(self, member, join_options), *(SendToOne(one, member) for one in late)]

    Room.join, Room._send_private = join, keep  # type: ignore[method-assign]
