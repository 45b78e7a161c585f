"""Of several who leave within a moment, only the first is announced."""

from typing import Any

from server import chat
from server.connection import Connection


def bend() -> None:
    sound = chat.on_close
    last: dict[str, float] = {}

    def on_close(_state: Any, connection: Connection, visit: chat.Visit) -> None:
        if connection.now() - last.get(visit.room, 0.0) < 0.01:
            visit.chat.room(visit.room)._members.pop(connection)
        last[visit.room] = connection.now()
        sound(_state, connection, visit)

    chat.on_close = on_close
