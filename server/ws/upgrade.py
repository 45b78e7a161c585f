"""The upgrade of an HTTP request to a WebSocket connection that runs an application's handlers."""

from asyncio import CancelledError
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web

from server.ws import handshake
from server.ws.connection import Connection
from server.ws.forwarding import address_of
from server.ws.handler import Handlers
from server.ws.handshake import Handshake, HandshakeRejection
from server.ws.registry import ConnectionRegistry
from server.ws.session import Session

CONNECTIONS = web.AppKey("connections", ConnectionRegistry)

S = TypeVar("S")
D = TypeVar("D")


def upgrade_websocket(
    request: web.Request,
    checked: Handshake,
    handlers: Handlers[S, D],
    dependencies: D,
) -> web.StreamResponse:
    """Upgrade ``request``, whose handshake is ``checked``, and run ``handlers`` on the connection.

    Returns the response for the aiohttp handler to return. Raises 503 when the server is full or
    shutting down.
    """
    connections = request.app[CONNECTIONS]
    expect_capacity(request)
    transport = handshake.transport_of(request)
    if transport is None:
        return handshake.Upgraded()
    session = Session(handlers, dependencies, request.path)
    connection = connections.open(transport, session, address_of(request))
    try:
        first = session.begin(connection)
    except Exception:
        connection.abandon()
        connections.forget(connection)
        raise
    connection.start(checked.answer, handshake.take_over(request), first)
    return handshake.Upgraded()


async def upgrade_when_ready(
    request: web.Request,
    checked: Handshake,
    handlers: Handlers[S, D],
    dependencies: D,
    ready: Callable[[Connection], Awaitable[None]],
) -> web.StreamResponse:
    """Upgrade ``request`` as ``upgrade_websocket`` does, but answer it only when ``ready`` returns;
    what is sent until then follows the answer.

    If ``ready`` raises, the request is rejected, and there is no ``on_close``. If the client is
    gone by then, or the request is cancelled, its connection ends as any other.
    """
    connections = request.app[CONNECTIONS]
    expect_capacity(request)
    transport = handshake.transport_of(request)
    if transport is None:
        return handshake.Upgraded()
    session = Session(handlers, dependencies, request.path)
    connection = connections.open(transport, session, address_of(request))
    try:
        first = session.begin(connection)
        await ready(connection)
    except CancelledError:
        first()
        connection.connection_lost(None)
        raise
    except BaseException:
        connection.abandon()
        connections.forget(connection)
        raise
    if handshake.transport_of(request) is None:
        first()
        connection.connection_lost(None)
    else:
        connection.start(checked.answer, handshake.take_over(request), first)
    return handshake.Upgraded()


def expect_capacity(request: web.Request) -> None:
    """Reject the request if the server is full or shutting down: with 503."""
    connections = request.app[CONNECTIONS]
    if connections.is_draining:
        sentence = "The server is shutting down. Try again in a moment."
        reason = HandshakeRejection.DRAINING
    elif connections.is_full:
        sentence = "The server is full. Try again in a moment."
        reason = HandshakeRejection.CONNECTIONS
    else:
        return
    raise handshake.rejected(request, reason, handshake.service_unavailable(sentence))
