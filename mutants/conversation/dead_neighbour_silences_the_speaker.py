"""Who speaks while a lost line is still on the list is thrown out instead of heard."""

import asyncio

from server.chat.client import Guest
from server.chat.service import Chat
from server.web import chat_endpoints
from server.ws.connection import Connection


def bend() -> None:
    hear_all, told = Chat.hear_all, chat_endpoints.on_close

    def heard(self: Chat, guest: Guest, texts: list[str]) -> None:
        if guest.room and not all(reader.connection.is_open for reader in guest.room._members):
            raise ConnectionResetError("cannot write to a closing transport")
        hear_all(self, guest, texts)

    def on_close(
        stay: chat_endpoints.Stay, _connection: Connection, visit: chat_endpoints.Visit
    ) -> None:
        asyncio.get_running_loop().call_later(0.02, told, stay, _connection, visit)

    Chat.hear_all = heard  # type: ignore[method-assign]
    chat_endpoints.on_close = on_close
