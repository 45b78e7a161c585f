"""The last message of the history is told to the newcomer once more, as if it were said now."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Enter
from server.core.history_query import Query


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        sound(self, room, delivery)
        if isinstance(delivery, Enter) and delivery.member.dialect.is_briefed:
            for said in self.order._broker.recall(room, Query(limit=1)).messages:
                self._tell((delivery.member,), said)

    Chat._deliver = deliver  # type: ignore[method-assign]
