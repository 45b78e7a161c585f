"""Who speaks while a lost line is still on the list is thrown out instead of heard."""

import asyncio
from typing import Any

from server import chat
from server.broadcaster import Broadcaster
from server.connection import Connection
from server.events import Event, Said


def bend() -> None:
    sound, told = Broadcaster[Event].publish, chat.on_close

    def publish(self: Broadcaster[Event], topic: str, event: Event, exclude: Any = None) -> None:
        found = self._topics.get(topic) if isinstance(event, Said) else None
        for readers in found.readers.values() if found is not None else ():
            if not all(reader.is_open for reader in readers.values()):
                raise ConnectionResetError("cannot write to a closing transport")
        sound(self, topic, event, exclude)

    def on_close(_state: chat.Visit, connection: Connection, visit: chat.Visit) -> None:
        asyncio.get_running_loop().call_later(0.02, told, _state, connection, visit)

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
    chat.on_close = on_close
