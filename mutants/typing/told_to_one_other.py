"""Only one of the others is told that somebody types."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, SendToOthers
from server.core.events import TypingChanged


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case SendToOthers(TypingChanged() as typing, client):
                others = [one for one in self.rooms[room]._members if one is not client]
                self._send_to(tuple(others[:1]), typing)
            case _:
                sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
