"""What is said to somebody whose dialect has no word for it comes back as if it had arrived."""

from typing import Any

from server.core.effects import ToOne, ToSome
from server.core.events import Whispered
from server.core.room import Room


def bend() -> None:
    sound = Room._whisper

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        deliveries = sound(self, member, to, text, client_id)
        is_refused = isinstance(deliveries[-1], ToOne)
        if is_refused and text.strip() and to in self._members.values():
            return [ToSome(Whispered(self._members[member], to, text), (member,))]
        return deliveries

    Room._whisper = whisper  # type: ignore[method-assign]
