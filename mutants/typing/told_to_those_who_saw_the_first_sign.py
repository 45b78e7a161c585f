"""Whoever comes while somebody types is not told of it until they begin anew."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, ToOthers
from server.core.events import Typing


def bend() -> None:
    sound = Chat._deliver
    told: dict[str, set[Any]] = {}

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        match delivery:
            case ToOthers(Typing(name, is_typing) as typing, guest):
                here = set(self.rooms[room]._members) - {guest}
                those = told.setdefault(name, here) if is_typing else told.pop(name, here)
                self._tell(tuple(those & here), typing)
            case _:
                sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
