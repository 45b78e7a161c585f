"""Whoever comes in the middle of a talk is told again, live, what was said a moment ago."""

from typing import Any

from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.effects import Delivery, Enter
from server.core.history_query import Query

_MOMENT = 3_000  # microseconds


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        sound(self, room, delivery)
        if isinstance(delivery, Enter) and delivery.member.dialect.is_briefed:
            recent = Query(after=microseconds() - _MOMENT)
            for said in self.order._broker.recall(room, recent).messages:
                self._tell((delivery.member,), said)

    Chat._deliver = deliver  # type: ignore[method-assign]
