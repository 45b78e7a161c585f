"""The last message of the history is told to the newcomer once more, as if it were said now."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        if isinstance(effect, Subscribe) and effect.member.dialect.is_extended:
            for said in self.sequencer._store.read_history(room, HistoryQuery(limit=1)).messages:
                self._send_to((effect.member,), said)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
