"""Binary data comes back as text."""

from server.web import echo
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, HandlerMessage, TextMessage


def bend() -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        if isinstance(message, BinaryMessage):
            message = TextMessage(message.data.decode("latin-1"))
        return sound(None, message, connection, None)

    echo.on_message = on_message
