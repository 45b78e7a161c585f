"""Rooms whose names differ in case have one history."""

from typing import Any

from server.chat import commit
from server.core.events import History
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = commit._read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        alike = [name for name in store._logs if name.lower() == room.lower()]
        return sound(store, alike[0] if alike else room, query)

    commit._read_history = select_history
