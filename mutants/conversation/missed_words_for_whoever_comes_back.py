"""Whoever comes back is sent what was said while they were away."""

from typing import Any

from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.effects import Delivery, Enter, Exit
from server.core.history_query import Query


def bend() -> None:
    sound = Chat._deliver
    gone: dict[tuple[str, str], int] = {}  # since when somebody is away

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        match delivery:
            case Enter(guest, joined):
                missed = Query(after=gone.pop((room, joined.name), microseconds()))
                for said in self.order._broker.recall(room, missed).messages:
                    self._tell((guest,), said)
            case Exit(_, left):
                gone[room, left.name] = microseconds()
        sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
