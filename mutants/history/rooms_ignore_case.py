"""Rooms whose names differ in case have one history."""

from typing import Any

from server.chat import commit
from server.core.events import Recalled
from server.core.history_query import Query


def bend() -> None:
    sound = commit._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        alike = [name for name in broker._shelves if name.lower() == room.lower()]
        return sound(broker, alike[0] if alike else room, query)

    commit._recalled = recalled
