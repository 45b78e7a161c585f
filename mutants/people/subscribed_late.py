"""Whoever comes in begins to hear only a moment after the door was opened."""

import asyncio

from server import chat
from server.connection import Connection
from server.dialects import plain
from server.websocket import Action, continue_connection


def bend() -> None:
    def on_init(connection: Connection, visit: chat.Visit) -> Action[None]:
        visit.chat.deliver(visit.room, visit.chat.room(visit.room).join(connection, visit.name))
        subscribe, encode = visit.chat.broadcaster.subscribe, plain.encode
        asyncio.get_running_loop().call_later(0.02, subscribe, visit.room, connection, encode)
        return continue_connection(None)

    chat.on_init = on_init
