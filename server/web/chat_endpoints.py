"""The three chat endpoints: admission to a room in a dialect, then the WebSocket connection."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl

from aiohttp import web

from server.auth.authenticate import Identity, authenticate
from server.auth.expiry import Expiry
from server.chat.client import Client
from server.chat.service import CHAT, ChatService
from server.core.names import ANONYMOUS, DEFAULT_ROOM, InvalidName, room_name, user_name
from server.core.rate_limit import Rate
from server.core.rate_limiter import RateLimiter
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.events_decode import parse_message_id
from server.dialects.plain import PLAIN
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    HandlerMessage,
    continue_connection,
    stop_connection,
    upgrade_websocket,
)
from server.ws.handshake import HandshakeRejection, rejected


@dataclass(frozen=True, slots=True)
class AdmissionPolicy:
    """The rules for admitting clients. ``join_timeout`` is in seconds (0: disabled)."""

    auth_secret: str = field(default="", repr=False)  # "": no authentication
    join_timeout: float = 10.0
    rate_limit: Rate | None = None


ADMISSION_POLICY = web.AppKey("admission_policy", AdmissionPolicy)
_DIALECTS = {dialect.subprotocol: dialect for dialect in (PLAIN, EVENTS, ENVELOPE)}


@dataclass(frozen=True, slots=True)
class ConnectRequest:
    """A checked request to connect: the chat, and the dialect, room and user.

    ``name`` is None if the client is to send it in a ``join``. ``identity`` comes from a token; it
    is None without authentication.
    """

    chat: ChatService
    policy: AdmissionPolicy
    dialect: Dialect
    room: str
    name: str | None
    identity: Identity | None
    since: int | None


async def chat(request: web.Request) -> web.StreamResponse:
    """``GET /chat?user=NAME&room=ROOM``: the chat, by default in the plain dialect."""
    return _enter(request, PLAIN)


async def ws(request: web.Request) -> web.StreamResponse:
    """``GET /ws?room=ROOM``: the chat, by default in the events dialect."""
    return _enter(request, EVENTS)


async def rooms(request: web.Request) -> web.StreamResponse:
    """``GET /rooms/{room}``: the chat, by default in the envelope dialect."""
    return _enter(request, ENVELOPE)


def _enter(request: web.Request, usual: Dialect) -> web.StreamResponse:
    handshake.check(
        request
    )  # first: a request that is no handshake gets 426 whatever else is wrong
    connect_request = read_connect_request(request, usual)
    label = f"room={connect_request.room} dialect={connect_request.dialect.subprotocol}"
    return upgrade_websocket(
        request,
        dependencies=connect_request,
        on_init=on_init,
        on_message=on_message,
        on_close=on_close,
        on_texts=on_texts,
        protocols=tuple(_DIALECTS),
        label=label
        if connect_request.name is None
        else f"name={json.dumps(connect_request.name)} {label}",
    )


def read_connect_request(request: web.Request, usual: Dialect) -> ConnectRequest:
    """Read and check the request. Raises 400, 401, 409 or 503 with a sentence."""
    app = request.app
    identity = _identity(request, app[ADMISSION_POLICY].auth_secret)
    dialect = _DIALECTS.get(handshake.negotiate(request, tuple(_DIALECTS)) or "", usual)
    query = query_of(request)
    room = _room_in(request, query)
    name = None
    if dialect is PLAIN or (dialect is EVENTS and usual is PLAIN):
        name = _name_in(request, query) if identity is None else identity.name
        _expect_room_for(request, room, name)
    since = _since_in(request, query)
    return ConnectRequest(app[CHAT], app[ADMISSION_POLICY], dialect, room, name, identity, since)


def _identity(request: web.Request, secret: str) -> Identity | None:
    if not secret:
        return None
    try:
        return authenticate(request, secret, time.time())
    except web.HTTPUnauthorized as unauthorized:
        raise rejected(request, HandshakeRejection.SIGN_IN, unauthorized) from None


def _since_in(request: web.Request, query: dict[str, str]) -> int | None:
    """Return the sequence number of the last message that the client knows, or None."""
    if not query.get("since"):
        return None
    since = parse_message_id(query["since"])
    if since is None:
        bad = web.HTTPBadRequest(text='"since" must be the id of a message.')
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad)
    return since


def _room_in(request: web.Request, query: dict[str, str]) -> str:
    try:
        return room_name(request.match_info.get("room", query.get("room", DEFAULT_ROOM)))
    except InvalidName as bad:
        answer = web.HTTPBadRequest(text=str(bad))
        raise rejected(request, HandshakeRejection.ROOM, answer) from None


def _name_in(request: web.Request, query: dict[str, str]) -> str:
    asked = query.get("user", "")
    try:
        return user_name(asked) if asked.strip() else ANONYMOUS
    except InvalidName as bad:
        answer = web.HTTPBadRequest(text=str(bad))
        raise rejected(request, HandshakeRejection.NAME, answer) from None


def _expect_room_for(request: web.Request, room: str, name: str) -> None:
    """Reject the request if the name or the room is unavailable.

    The join must follow without any await in between.
    """
    chat = request.app[CHAT]
    if chat.is_taken(room, name):
        sentence = f"The name {name} is already in use in this room: choose another one."
        raise rejected(request, HandshakeRejection.NAME_TAKEN, web.HTTPConflict(text=sentence))
    if chat.is_full and room not in chat.rooms:
        service_unavailable = handshake.service_unavailable(
            "There are too many rooms. Try again later, or join another room."
        )
        raise rejected(request, HandshakeRejection.ROOMS, service_unavailable)


def query_of(request: web.Request) -> dict[str, str]:
    """Return the query's parameters, the first of each name. Raises 400 if they are not UTF-8."""
    raw = request.raw_path.partition("?")[2]
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, errors="strict")
    except ValueError:
        bad = web.HTTPBadRequest(text="The query must be percent-encoded UTF-8.")
        raise rejected(request, HandshakeRejection.HANDSHAKE, bad) from None
    return dict(reversed(pairs))


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
    )
    if policy.rate_limit is not None:
        client.rate_limiter = RateLimiter(policy.rate_limit)
    session = ClientSession(client)
    if connect_request.name is not None:
        connect_request.chat.enter(client, connect_request.name)
    elif policy.join_timeout:
        session.timers += (
            connection.write_batch.after(policy.join_timeout, _expect_joined, client),
        )
    if identity is not None and identity.expires is not None:
        session.timers += (Expiry(identity.expires, partial(_sign_out, connection)),)
    return session.goes_on


def _sign_out(connection: Connection) -> None:
    connection.close(CloseCode.SIGN_IN_EXPIRED, "sign-in expired")


def _expect_joined(client: Client) -> None:
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
    if isinstance(message, BinaryMessage) and connect_request.dialect is not PLAIN:
        return stop_connection(
            CloseCode.UNSUPPORTED_DATA, "binary messages are not supported by this dialect"
        )
    return session.goes_on


def on_close(
    session: ClientSession, _connection: Connection, connect_request: ConnectRequest
) -> None:
    """Cancel the timers and leave the room, however the connection ended."""
    for timer in session.timers:
        timer.cancel()
    connect_request.chat.leave(session.client)
