"""Whoever comes is told the last announcement."""

from typing import Any

from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.effects import Delivery, Enter, ToOne
from server.core.events import Announced


def bend() -> None:
    announce, deliver = Chat.announce, Chat._deliver
    last: list[str] = []

    def announced(self: Chat, text: str, only: str | None) -> list[str]:
        last[:] = [text]
        return announce(self, text, only)

    def delivered(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        deliver(self, room, delivery)
        if isinstance(delivery, Enter):
            for text in last:
                deliver(self, room, ToOne(Announced(text, microseconds()), delivery.member))

    Chat.announce, Chat._deliver = announced, delivered  # type: ignore[method-assign]
