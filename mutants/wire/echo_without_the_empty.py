"""What is empty does not come back."""

from server.web import echo
from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    TextMessage,
    continue_connection,
)


def bend() -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        if message in (TextMessage(""), BinaryMessage(b"")):
            return continue_connection(None)
        return sound(None, message, connection, None)

    echo.on_message = on_message
