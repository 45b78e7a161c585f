"""That somebody types is told in every room."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, ToOthers
from server.core.events import Typing


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        sound(self, room, delivery)
        match delivery:
            case ToOthers(Typing() as typing, _):
                for other in set(self.rooms) - {room}:
                    self.broadcaster.publish(other, typing)

    Chat._deliver = deliver  # type: ignore[method-assign]
