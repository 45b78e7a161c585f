"""When the last person leaves a room, what was said there is forgotten without a word."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Unsubscribe


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        if isinstance(effect, Unsubscribe) and not effect.left.count:
            forgetful: Any = self.sequencer._store
            forgetful._logs.pop(room, None)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
