"""Binary data is passed on as if it were text."""

from server import chat
from server.connection import Connection
from server.websocket import Action, BinaryMessage, Message, TextMessage


def bend() -> None:
    sound = chat.on_message

    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        if isinstance(message, BinaryMessage):
            message = TextMessage(message.data.decode("utf-8", "replace"))
        return sound(None, message, connection, visit)

    chat.on_message = on_message
