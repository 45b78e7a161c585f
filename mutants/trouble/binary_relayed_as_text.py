"""Binary data is passed on as if it were text."""

from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, HandlerMessage


def bend() -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            text = message.data.decode("utf-8", "replace")
            connect_request.chat.receive_all(session.client, [text])
            return session.goes_on
        return sound(session, message, _connection, connect_request)

    chat_endpoints.on_message = on_message
