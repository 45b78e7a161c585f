"""A departure is told once more, a moment later, to whoever is there by then."""

import asyncio

from server import chat
from server.connection import Connection
from server.events import Left


def bend() -> None:
    sound = chat.on_close

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        sound(_state, connection, visit)
        publish = visit.chat.broadcaster.publish
        asyncio.get_running_loop().call_later(0.3, publish, visit.room, Left(visit.name))

    chat.on_close = on_close
