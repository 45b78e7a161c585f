"""``GET /echo``: send every text and binary message back unchanged."""

from aiohttp import web

from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    TextMessage,
    continue_connection,
    upgrade_websocket,
)


async def echo(request: web.Request) -> web.StreamResponse:
    """Upgrade the request to a WebSocket without dependencies or state."""
    return upgrade_websocket(request, dependencies=None, on_init=on_init, on_message=on_message)


def on_init(_connection: Connection, _dependencies: None) -> Action[None]:
    """Start without any state."""
    return continue_connection(None)


def on_message(
    _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
) -> Action[None]:
    """Send the message back as the same type of message."""
    match message:
        case TextMessage(text):
            connection.send_text(text)
        case BinaryMessage(data):
            connection.send_binary(data)
        case _:
            pass
    return continue_connection(None)
