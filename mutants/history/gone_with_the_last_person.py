"""When the last person leaves a room, what was said there is forgotten without a word."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Exit


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        sound(self, room, delivery)
        if isinstance(delivery, Exit) and not delivery.left.count:
            forgetful: Any = self.order._broker
            forgetful._shelves.pop(room, None)

    Chat._deliver = deliver  # type: ignore[method-assign]
