"""Whoever sends binary data is thrown out."""

from server import reception
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, Message, stop_connection


def bend() -> None:
    sound = reception.on_message

    def on_message(
        stay: reception.Stay, message: Message, _connection: Connection, visit: reception.Visit
    ) -> Action[reception.Stay]:
        if isinstance(message, BinaryMessage):
            return stop_connection(CloseCode.UNSUPPORTED_DATA)
        return sound(stay, message, _connection, visit)

    reception.on_message = on_message
