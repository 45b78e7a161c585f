"""Text comes back as binary data."""

from server.web import echo
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, HandlerMessage, TextMessage


def bend() -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        if isinstance(message, TextMessage):
            message = BinaryMessage(message.text.encode())
        return sound(None, message, connection, None)

    echo.on_message = on_message
