"""What is said to one alone is not counted."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, SendToSome


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        counters = self.counters
        before = counters.messages, counters.deliveries
        sound(self, room, effect)
        if isinstance(effect, SendToSome):
            counters.messages, counters.deliveries = before

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
