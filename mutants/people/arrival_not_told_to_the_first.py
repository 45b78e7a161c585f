"""Whoever came first is never told who comes after."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Enter


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        if not isinstance(delivery, Enter) or room not in self.rooms:
            sound(self, room, delivery)
            return
        first = next(iter(self.rooms[room]._members))
        self.broadcaster.unsubscribe(room, first.connection)
        sound(self, room, delivery)
        self.broadcaster.subscribe(room, first.connection, first.dialect.encode)

    Chat._deliver = deliver  # type: ignore[method-assign]
