"""Binary data is read as if it were text, also in events and envelopes."""

from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, Message


def bend() -> None:
    sound = chat_endpoints.on_message

    def on_message(
        stay: chat_endpoints.Stay,
        message: Message,
        _connection: Connection,
        visit: chat_endpoints.Visit,
    ) -> Action[chat_endpoints.Stay]:
        if isinstance(message, BinaryMessage):
            visit.chat.hear_all(stay.guest, [message.data.decode("utf-8", "replace")])
            return stay.goes_on
        return sound(stay, message, _connection, visit)

    chat_endpoints.on_message = on_message
