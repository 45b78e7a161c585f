"""What is said to somebody who is not here is heard by the whole room."""

from typing import Any

from server.core.effects import ToOne
from server.core.events import Refusal, Refused
from server.core.room import Room


def bend() -> None:
    sound = Room._whisper

    def whisper(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        whispered = sound(self, member, to, text, client_id)
        match whispered:
            case [ToOne(Refused(Refusal.NO_SUCH_USER), _)]:
                return self.say(member, text, client_id)
        return whispered

    Room._whisper = whisper  # type: ignore[method-assign]
