"""What is said to somebody who has left is told to them when they come back."""

from typing import Any

from server.core.effects import ToOne
from server.core.events import Refusal, Refused, Whispered
from server.core.room import Room


def bend() -> None:
    joined, whisper = Room.join, Room._whisper
    waiting: list[Whispered] = []

    def keep(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        found = whisper(self, member, to, text, client_id)
        match found:
            case [ToOne(Refused(Refusal.NO_SUCH_USER), _)]:
                waiting.append(Whispered(self._members[member], to, text, self._clock()))
        return found

    def join(self: Room[Any], member: Any, newcomer: Any) -> list[Any]:
        late = [one for one in waiting if one.to == newcomer.name]
        return [*joined(self, member, newcomer), *(ToOne(one, member) for one in late)]

    Room.join, Room._whisper = join, keep  # type: ignore[method-assign]
