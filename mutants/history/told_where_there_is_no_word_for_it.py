"""Newcomers whose dialect has no word for the past are told it as if it happened now."""

from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if isinstance(effect, Subscribe) and not effect.member.dialect.is_extended:
            for said in self.sequencer._store.read_history(room, HistoryQuery(limit=50)).messages:
                self._send_to((effect.member,), said)
        sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
