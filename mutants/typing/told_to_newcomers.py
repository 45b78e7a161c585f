"""A newcomer is told who has been typing."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Enter
from server.core.events import Typing


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        sound(self, room, delivery)
        if isinstance(delivery, Enter) and room in self.rooms:
            for typist in self.rooms[room]._typing:
                self._tell((delivery.member,), Typing(typist.name, True))

    Chat._deliver = deliver  # type: ignore[method-assign]
