"""Whoever comes while somebody types is not told of it until they begin anew."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, SendToOthers
from server.core.events import TypingChanged


def bend() -> None:
    sound = ChatService._apply_effect
    told: dict[str, set[Any]] = {}

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case SendToOthers(TypingChanged(name, is_typing) as typing, client):
                here = set(self.rooms[room]._members) - {client}
                those = told.setdefault(name, here) if is_typing else told.pop(name, here)
                self._send_to(tuple(those & here), typing)
            case _:
                sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
