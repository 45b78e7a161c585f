"""Who speaks while a lost line is still on the list is thrown out instead of heard."""

import asyncio
from typing import Any

from server import chat
from server.connection import Connection
from server.room import Delivery, Room


def bend() -> None:
    sound, told = Room.say, chat.on_close

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        if not all(reader.is_open for reader in self._members):
            raise ConnectionResetError("cannot write to a closing transport")
        return sound(self, member, text)

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        asyncio.get_running_loop().call_later(0.02, told, None, connection, visit)

    Room.say = say  # type: ignore[method-assign]
    chat.on_close = on_close
