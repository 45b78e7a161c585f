"""``GET /echo``: every text and binary message comes back as it went."""

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
    """Upgrades; there is nothing to depend on and no state to keep."""
    return upgrade_websocket(request, dependencies=None, on_init=on_init, on_message=on_message)


def on_init(_connection: Connection, _dependencies: None) -> Action[None]:
    """Nothing to begin with."""
    return continue_connection(None)


def on_message(
    _state: None, message: HandlerMessage, connection: Connection, _dependencies: None
) -> Action[None]:
    """Sends back what came, in the kind of frame it came in."""
    match message:
        case TextMessage(text):
            connection.send_text(text)
        case BinaryMessage(data):
            connection.send_binary(data)
        case _:
            pass
    return continue_connection(None)
