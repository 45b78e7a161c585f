"""Whoever stands at the door hears already what is said inside."""

from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    sound = chat_endpoints.on_init

    def on_init(
        connection: Connection, connect_request: chat_endpoints.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        if connect_request.name is None:
            connect_request.chat.pubsub.subscribe(
                connect_request.room, connection, connect_request.dialect.encode
            )
        return sound(connection, connect_request)

    chat_endpoints.on_init = on_init
