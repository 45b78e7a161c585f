"""An announcement is told on one connection of each name only."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery
from server.core.events import Announced


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        if isinstance(delivery, Announced):
            by_name = {name: guest for guest, name in self.rooms[room]._members.items()}
            self._tell(tuple(by_name.values()), delivery)
        else:
            sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
