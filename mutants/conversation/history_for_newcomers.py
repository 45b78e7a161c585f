"""A newcomer is sent the last things that were said before."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Enter
from server.core.history_query import Query


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        if isinstance(delivery, Enter):
            for said in self.order._broker.recall(room, Query(limit=50)).messages:
                self._tell((delivery.member,), said)
        sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
