"""A new room is told the history of one whose name begins like its own."""

from typing import Any

from server import settling
from server.brokers.contract import Query
from server.core.events import Recalled


def bend() -> None:
    sound = settling._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        alike = [name for name in broker._shelves if room.startswith(name)]
        return sound(broker, max(alike, key=len, default=room), query)

    settling._recalled = recalled
