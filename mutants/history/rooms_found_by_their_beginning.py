"""A new room is told the history of one whose name begins like its own."""

from typing import Any

from server.chat import commit
from server.core.events import History
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = commit._read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        alike = [name for name in store._logs if room.startswith(name)]
        return sound(store, max(alike, key=len, default=room), query)

    commit._read_history = select_history
