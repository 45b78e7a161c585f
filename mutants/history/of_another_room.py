"""Where people are in several rooms, the history told is that of another one."""

from typing import Any

from server.chat import commit
from server.core.events import Recalled
from server.core.history_query import Query


def bend() -> None:
    sound = commit._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        others = [name for name in broker._shelves if name != room]
        return sound(broker, others[-1] if others else room, query)

    commit._recalled = recalled
