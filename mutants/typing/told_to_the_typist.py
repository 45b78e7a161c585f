"""Whoever types is told that they are typing."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, ToOthers
from server.core.events import Typing


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        match delivery:
            case ToOthers(Typing() as typing, _):
                self.broadcaster.publish(room, typing)
            case _:
                sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
