"""Whoever connects is counted as having come in, before they have said who they are."""

from server.web import chat_endpoints
from server.web.chat_endpoints import ClientSession, ConnectRequest
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    sound = chat_endpoints.on_init

    def on_init(connection: Connection, connect_request: ConnectRequest) -> Action[ClientSession]:
        connect_request.chat.counters.joins += connect_request.name is None
        return sound(connection, connect_request)

    chat_endpoints.on_init = on_init
