"""Whoever is not in this room is sought, and told, in the others."""

from typing import Any

from server.core.effects import SendToOne, SendToSome
from server.core.events import PrivateMessage, Rejected, RejectionReason
from server.core.room import Room


def bend() -> None:
    joined, whisper = Room.join, Room._send_private
    everywhere: list[Any] = []

    def join(self: Room[Any], member: Any, join_options: Any) -> list[Any]:
        everywhere.append(member)
        return joined(self, member, join_options)

    def seek(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = whisper(self, member, to, text, client_id)
        named = [one for one in everywhere if one.name == to and one.connection.is_open]
        match found:
            case [SendToOne(Rejected(RejectionReason.NO_SUCH_USER), _)] if named:
                private_message = PrivateMessage(self._members[member], to, text, 0, client_id)
                return [SendToSome(private_message, (*named, member))]
        return found

    Room.join, Room._send_private = join, seek  # type: ignore[method-assign]
