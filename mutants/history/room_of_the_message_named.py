"""Whoever names a message of another room is told what was said there before it."""

from typing import Any

from server.chat import commit
from server.core.events import Recalled
from server.core.history_query import Query


def bend() -> None:
    sound = commit._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        shelves = broker._shelves.items() if query.before is not None else ()
        named = (
            name for name, shelf in shelves if any(one.place == query.before for one in shelf.kept)
        )
        return sound(broker, next(named, room), query)

    commit._recalled = recalled
