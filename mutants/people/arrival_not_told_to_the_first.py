"""Whoever came first is never told who comes after."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if not isinstance(effect, Subscribe) or room not in self.rooms:
            sound(self, room, effect)
            return
        first = next(iter(self.rooms[room]._members))
        self.pubsub.unsubscribe(room, first.connection)
        sound(self, room, effect)
        self.pubsub.subscribe(room, first.connection, first.dialect.encode)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
