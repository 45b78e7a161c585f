"""Whoever sends binary data is thrown out."""

from server import chat
from server.closecodes import CloseCode
from server.connection import Connection
from server.websocket import Action, BinaryMessage, Message, stop_connection


def bend() -> None:
    sound = chat.on_message

    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        if isinstance(message, BinaryMessage):
            return stop_connection(CloseCode.UNSUPPORTED_DATA)
        return sound(None, message, connection, visit)

    chat.on_message = on_message
