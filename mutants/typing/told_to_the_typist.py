"""Whoever types is told that they are typing."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, SendToOthers
from server.core.events import TypingChanged


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case SendToOthers(TypingChanged() as typing, _):
                self.pubsub.publish(room, typing)
            case _:
                sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
