"""Rooms whose names differ in case have one history."""

from typing import Any

from server import settling
from server.brokers.contract import Query
from server.core.events import Recalled


def bend() -> None:
    sound = settling._recalled

    def recalled(broker: Any, room: str, query: Query) -> Recalled:
        alike = [name for name in broker._shelves if name.lower() == room.lower()]
        return sound(broker, alike[0] if alike else room, query)

    settling._recalled = recalled
