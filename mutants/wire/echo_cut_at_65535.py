"""Only the first 65,535 bytes come back."""

from server.web import echo
from server.ws.connection import Connection
from server.ws.handler import Action, BinaryMessage, HandlerMessage, TextMessage


def bend() -> None:
    sound = echo.on_message

    def on_message(
        _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
    ) -> Action[None]:
        match message:
            case TextMessage(text):
                message = TextMessage(text[:65_535])
            case BinaryMessage(data):
                message = BinaryMessage(data[:65_535])
        return sound(None, message, connection, None)

    echo.on_message = on_message
