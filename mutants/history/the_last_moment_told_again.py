"""Whoever comes in the middle of a talk is told again, live, what was said a moment ago."""

from typing import Any

from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, Subscribe
from server.core.history_query import HistoryQuery

_MOMENT = 3_000  # microseconds


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        sound(self, room, effect)
        if isinstance(effect, Subscribe) and effect.member.dialect.is_extended:
            recent = HistoryQuery(after=microseconds() - _MOMENT)
            for said in self.sequencer._store.read_history(room, recent).messages:
                self._send_to((effect.member,), said)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
