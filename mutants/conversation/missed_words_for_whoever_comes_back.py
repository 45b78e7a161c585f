"""Whoever comes back is sent what was said while they were away."""

from typing import Any

from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.effects import Effect, Subscribe, Unsubscribe
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = ChatService._apply_effect
    gone: dict[tuple[str, str], int] = {}  # since when somebody is away

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case Subscribe(client, joined):
                missed = HistoryQuery(after=gone.pop((room, joined.name), microseconds()))
                for said in self.sequencer._store.read_history(room, missed).messages:
                    self._send_to((client,), said)
            case Unsubscribe(_, left):
                gone[room, left.name] = microseconds()
        sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
