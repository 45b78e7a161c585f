"""Whoever sends binary data is thrown out."""

from server.web import chat_endpoints
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, HandlerMessage, stop_connection


def bend() -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            return stop_connection(CloseCode.UNSUPPORTED_DATA)
        return sound(session, message, _connection, connect_request)

    chat_endpoints.on_message = on_message
