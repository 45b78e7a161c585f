"""Whoever is not in this room is sought, and told, in the others."""

from typing import Any

from server.core.effects import ToOne, ToSome
from server.core.events import Refusal, Refused, Whispered
from server.core.room import Room


def bend() -> None:
    joined, whisper = Room.join, Room._whisper
    everywhere: list[Any] = []

    def join(self: Room[Any], member: Any, newcomer: Any) -> list[Any]:
        everywhere.append(member)
        return joined(self, member, newcomer)

    def seek(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = whisper(self, member, to, text, client_id)
        named = [one for one in everywhere if one.name == to and one.connection.is_open]
        match found:
            case [ToOne(Refused(Refusal.NO_SUCH_USER), _)] if named:
                whispered = Whispered(self._members[member], to, text, 0, client_id)
                return [ToSome(whispered, (*named, member))]
        return found

    Room.join, Room._whisper = join, seek  # type: ignore[method-assign]
