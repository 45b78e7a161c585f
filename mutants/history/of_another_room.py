"""Where people are in several rooms, the history told is that of another one."""

from typing import Any

from server.chat import commit
from server.core.events import History
from server.core.history_query import HistoryQuery


def bend() -> None:
    sound = commit._read_history

    def select_history(store: Any, room: str, query: HistoryQuery) -> History:
        others = [name for name in store._logs if name != room]
        return sound(store, others[-1] if others else room, query)

    commit._read_history = select_history
