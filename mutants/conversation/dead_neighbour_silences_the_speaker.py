"""Who speaks while a lost line is still on the list is thrown out instead of heard."""

import asyncio

from server import chat
from server.broadcaster import Broadcaster
from server.connection import Connection
from server.events import Event


def bend() -> None:
    sound, told = Broadcaster[Event].publish, chat.on_close

    def publish(
        self: Broadcaster[Event], topic: str, event: Event, exclude: Connection | None = None
    ) -> None:
        for readers in self._topics[topic].readers.values():
            if not all(reader.is_open for reader in readers.values() if reader is not exclude):
                raise ConnectionResetError("cannot write to a closing transport")
        sound(self, topic, event, exclude)

    def on_close(_state: chat.Visit, connection: Connection, visit: chat.Visit) -> None:
        asyncio.get_running_loop().call_later(0.02, told, _state, connection, visit)

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
    chat.on_close = on_close
