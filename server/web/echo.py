"""``GET /echo``: send every text and binary message back unchanged."""

from functools import partial

from aiohttp import web

from server.auth.authenticate import Identity
from server.auth.expiry import Expiry
from server.web.chat_endpoints import sign_out
from server.web.connect_request import ADMISSION_POLICY, AdmissionPolicy, identity_of
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
    """Upgrade the request. With authentication, a connection needs a token here, too: without,
    strangers could use up the server's connections."""
    checked = handshake.check(request)
    policy = request.app.get(ADMISSION_POLICY, AdmissionPolicy())
    return upgrade_websocket(request, checked, HANDLERS, identity_of(request, policy.auth_secret))


def on_init(connection: Connection, identity: Identity | None) -> Action[Expiry | None]:
    """Start with the timer of the token, if it expires."""
    if identity is None or identity.expires is None:
        return continue_connection(None)
    return continue_connection(Expiry(identity.expires, partial(sign_out, connection)))


def on_message(
    expiry: Expiry | None, message: HandlerMessage, connection: Connection, _: Identity | None
) -> Action[Expiry | None]:
    """Send the message back as the same type of message."""
    match message:
        case TextMessage(text):
            connection.send_text(text)
        case BinaryMessage(data):
            connection.send_binary(data)
        case _:
            pass
    return continue_connection(expiry)


def on_close(expiry: Expiry | None, _connection: Connection, _: Identity | None) -> None:
    """Stop the timer of the token."""
    if expiry is not None:
        expiry.cancel()


HANDLERS = Handlers(on_init, on_message, on_close)
