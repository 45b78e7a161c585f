"""Whoever connects is counted as having come in, before they have said who they are."""

from server.web import chat_endpoints
from server.web.chat_endpoints import Stay, Visit
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    sound = chat_endpoints.on_init

    def on_init(connection: Connection, visit: Visit) -> Action[Stay]:
        visit.chat.counts.joins += visit.name is None
        return sound(connection, visit)

    chat_endpoints.on_init = on_init
