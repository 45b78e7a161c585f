"""``GET /echo``: send every text and binary message back unchanged."""

from aiohttp import web

from server.ws import handshake
from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    Handlers,
    TextMessage,
    continue_connection,
)
from server.ws.upgrade import upgrade_websocket


async def echo(request: web.Request) -> web.StreamResponse:
    """Upgrade the request to a WebSocket without dependencies or state."""
    return upgrade_websocket(request, handshake.check(request), HANDLERS, None)


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


HANDLERS = Handlers(on_init, on_message)
