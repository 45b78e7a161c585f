"""Only one of the others is told that somebody types."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, ToOthers
from server.core.events import Typing


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        match delivery:
            case ToOthers(Typing() as typing, guest):
                others = [one for one in self.rooms[room]._members if one is not guest]
                self._tell(tuple(others[:1]), typing)
            case _:
                sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
