"""The three chat endpoints: admission to a room in a dialect, then the WebSocket connection."""

import asyncio
from functools import partial

from aiohttp import web

from server.auth.expiry import Expiry
from server.chat.client import Client
from server.chat.undecided import NotJoined
from server.core.rate_limiter import RateLimiter
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.plain import PLAIN
from server.web.connect_request import (
    DIALECTS,
    ConnectRequest,
    expect_join_in_time,
    not_admitted,
    read_connect_request,
)
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    Handlers,
    continue_connection,
    stop_connection,
)
from server.ws.upgrade import expect_capacity, upgrade_websocket, upgrade_when_ready


async def chat(request: web.Request) -> web.StreamResponse:
    """``GET /chat?user=NAME&room=ROOM``: the chat, by default in the plain dialect."""
    return await _enter(request, PLAIN)


async def ws(request: web.Request) -> web.StreamResponse:
    """``GET /ws?room=ROOM``: the chat, by default in the events dialect."""
    return await _enter(request, EVENTS)


async def rooms(request: web.Request) -> web.StreamResponse:
    """``GET /rooms/{room}``: the chat, by default in the envelope dialect."""
    return await _enter(request, ENVELOPE)


async def _enter(request: web.Request, usual: Dialect) -> web.StreamResponse:
    # The handshake first: a request that is none gets 426, whatever else is wrong with it.
    checked = handshake.check(request, tuple(DIALECTS))
    connect_request = read_connect_request(request, usual, checked.protocol)
    expect_capacity(request)  # a handshake that is rejected takes no token
    expect_join_in_time(request, connect_request)
    if not connect_request.chat.rules.is_shared:
        return upgrade_websocket(request, checked, HANDLERS, connect_request)
    decided = connect_request.chat.undecided.decided
    try:
        return await upgrade_when_ready(request, checked, HANDLERS, connect_request, decided)
    except NotJoined as not_joined:
        raise not_admitted(request, connect_request.name or "", not_joined.rejected) from None


class ClientSession:
    """A client and its timers, from the handshake until the connection has closed."""

    __slots__ = ("client", "goes_on", "timers")

    def __init__(self, client: Client) -> None:
        self.client = client
        self.goes_on = continue_connection(self)  # reused for all messages
        self.timers: tuple[asyncio.TimerHandle | Expiry, ...] = ()


def on_init(connection: Connection, connect_request: ConnectRequest) -> Action[ClientSession]:
    """Start a session. A client with a name joins before the handshake is answered.

    It therefore misses nothing after its 101.
    """
    identity, policy = connect_request.identity, connect_request.policy
    name = connect_request.name or (identity.name if identity is not None else "")
    client = Client(
        connection,
        connect_request.dialect,
        connect_request.room,
        name,
        identity is not None,
        connect_request.since,
        connect_request.session,
    )
    if policy.rate_limits is not None:
        client.rate_limiter = RateLimiter(policy.rate_limits, connect_request.sender)
    if connect_request.chat.rules.is_shared:
        connection.on_violation = partial(connect_request.chat.fail, client)
    session = ClientSession(client)
    if connect_request.name is not None:
        connect_request.chat.enter(client, connect_request.name)
    elif policy.join_timeout:
        session.timers += (
            connection.write_batch.after(policy.join_timeout, expect_joined, client),
        )
    if identity is not None and identity.expires is not None:
        session.timers += (Expiry(identity.expires, partial(sign_out, connection)),)
    return session.goes_on


def sign_out(connection: Connection) -> None:
    """Close a connection whose token has expired."""
    connection.close(CloseCode.SIGN_IN_EXPIRED, "sign-in expired")


def expect_joined(client: Client) -> None:
    """Close the connection of a client that has not joined within the join timeout."""
    if client.room is None:
        client.connection.close(CloseCode.POLICY_VIOLATION, "join timeout")


def on_texts(
    session: ClientSession,
    texts: list[str],
    _connection: Connection,
    connect_request: ConnectRequest,
) -> Action[ClientSession]:
    """Hand texts to the chat."""
    connect_request.chat.receive_all(session.client, texts)
    return session.goes_on


def on_message(
    session: ClientSession,
    message: HandlerMessage,
    _connection: Connection,
    connect_request: ConnectRequest,
) -> Action[ClientSession]:
    """Close the connection on a binary message, except in plain, which ignores it."""
    if not isinstance(message, BinaryMessage):
        return session.goes_on
    if connect_request.dialect is not PLAIN:
        return stop_connection(
            CloseCode.UNSUPPORTED_DATA, "binary messages are not supported by this dialect"
        )
    connect_request.chat.receive_binary(session.client)
    return session.goes_on


def on_close(
    session: ClientSession, _connection: Connection, connect_request: ConnectRequest
) -> None:
    """Cancel the timers and leave the room, however the connection ended."""
    for timer in session.timers:
        timer.cancel()
    connect_request.chat.leave(session.client)


def label_of(connect_request: ConnectRequest, session: ClientSession | None) -> dict[str, str]:
    """Return the fields of a connection in the log, with the name as soon as there is one."""
    name = connect_request.name if session is None else session.client.name
    label = {"room": connect_request.room, "dialect": connect_request.dialect.subprotocol}
    return {"name": name, **label} if name else label


HANDLERS = Handlers(on_init, on_message, on_close, on_texts, label_of)
