"""Whoever stands at the door hears already what is said inside."""

from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    sound = chat_endpoints.on_init

    def on_init(connection: Connection, visit: chat_endpoints.Visit) -> Action[chat_endpoints.Stay]:
        if visit.name is None:
            visit.chat.broadcaster.subscribe(visit.room, connection, visit.dialect.encode)
        return sound(connection, visit)

    chat_endpoints.on_init = on_init
