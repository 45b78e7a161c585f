"""Who speaks while a lost line is still on the list is thrown out instead of heard."""

import asyncio

from server.chat.client import Client
from server.chat.service import ChatService
from server.web import chat_endpoints
from server.ws.connection import Connection


def bend() -> None:
    receive_all, told = ChatService.receive_all, chat_endpoints.on_close

    def heard(self: ChatService, client: Client, texts: list[str]) -> None:
        if client.room and not all(reader.connection.is_open for reader in client.room._members):
            raise ConnectionResetError("cannot write to a closing transport")
        receive_all(self, client, texts)

    def on_close(
        session: chat_endpoints.ClientSession,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> None:
        asyncio.get_running_loop().call_later(0.02, told, session, _connection, connect_request)

    ChatService.receive_all = heard  # type: ignore[method-assign]
    chat_endpoints.on_close = on_close
