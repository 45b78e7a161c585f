"""A private message finds its addressee in whatever room they are."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Any) -> None:
        match effect:
            case SendToSome(PrivateMessage() as private_message, hearers):
                everywhere = [one for each in self.rooms.values() for one in each._members]
                named = [one for one in everywhere if one.name == private_message.to]
                effect = SendToSome(private_message, tuple({*hearers, *named}))
        sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
