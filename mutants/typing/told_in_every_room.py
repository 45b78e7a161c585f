"""That somebody types is told in every room."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, SendToOthers
from server.core.events import TypingChanged


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        match effect:
            case SendToOthers(TypingChanged() as typing, _):
                for other in set(self.rooms) - {room}:
                    self.pubsub.publish(other, typing)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
