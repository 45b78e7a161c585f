"""A private message finds its addressee in whatever room they are."""

from typing import Any

from server.chat.service import Chat
from server.core.effects import ToSome
from server.core.events import Whispered


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Any) -> None:
        match delivery:
            case ToSome(Whispered() as whispered, hearers):
                everywhere = [one for each in self.rooms.values() for one in each._members]
                named = [one for one in everywhere if one.name == whispered.to]
                delivery = ToSome(whispered, tuple({*hearers, *named}))
        sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
