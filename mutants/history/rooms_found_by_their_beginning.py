"""A new room is told the history of one whose name begins like its own."""

from typing import Any

from server.chat import commit
from server.core.events import Recalled
from server.core.history_query import Query


def bend() -> None:
    sound = commit._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        alike = [name for name in broker._shelves if room.startswith(name)]
        return sound(broker, max(alike, key=len, default=room), query)

    commit._recalled = recalled
