"""Binary data brings the whole server down."""

import os

from server import chat
from server.connection import Connection
from server.websocket import Action, BinaryMessage, Message


def bend() -> None:
    sound = chat.on_message

    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        if isinstance(message, BinaryMessage):
            os._exit(1)
        return sound(None, message, connection, visit)

    chat.on_message = on_message
