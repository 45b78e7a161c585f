"""What somebody says in the first moment after coming in is lost."""

from server import chat
from server.connection import Connection
from server.websocket import Action, Message, continue_connection


def bend() -> None:
    sound = chat.on_message

    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        if connection.now() - connection.opened_at < 0.003:
            return continue_connection(None)
        return sound(None, message, connection, visit)

    chat.on_message = on_message
