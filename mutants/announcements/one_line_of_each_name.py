"""An announcement is told on one connection of each name only."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect
from server.core.events import Announcement


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if isinstance(effect, Announcement):
            by_name = {name: client for client, name in self.rooms[room]._members.items()}
            self._send_to(tuple(by_name.values()), effect)
        else:
            sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
