"""What is said to one alone is not counted."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, ToSome


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        counts = self.counts
        before = counts.messages, counts.deliveries
        sound(self, room, delivery)
        if isinstance(delivery, ToSome):
            counts.messages, counts.deliveries = before

    Chat._deliver = deliver  # type: ignore[method-assign]
