"""A newcomer is told who has been typing."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe
from server.core.events import TypingChanged


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        if isinstance(effect, Subscribe) and room in self.rooms:
            for typist in self.rooms[room]._typing:
                self._send_to((effect.member,), TypingChanged(typist.name, True))

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
