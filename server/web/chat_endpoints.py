"""The chat's three addresses: who comes in where, in which dialect, and their line from then on."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl

from aiohttp import web

from server.auth.authenticate import Identity, who
from server.auth.expiry import Expiry
from server.chat.client import Guest
from server.chat.service import CHAT, Chat
from server.core.names import ANONYMOUS, DEFAULT_ROOM, BadName, room_name, user_name
from server.core.rate_limit import Rate
from server.core.rate_limiter import Pace
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.events_decode import place_of
from server.dialects.plain import PLAIN
from server.ws import handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.handler import (
    Action,
    BinaryMessage,
    Message,
    continue_connection,
    stop_connection,
    upgrade_websocket,
)
from server.ws.handshake import TurnedAway, refused


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms people are let in. ``join_timeout`` in seconds (0: never)."""

    auth_secret: str = field(default="", repr=False)  # "": nobody signs in
    join_timeout: float = 10.0
    rate_limit: Rate | None = None


TERMS = web.AppKey("terms", Terms)
_DIALECTS = {dialect.subprotocol: dialect for dialect in (PLAIN, EVENTS, ENVELOPE)}


@dataclass(frozen=True, slots=True)
class Visit:
    """What a chat connection depends on: the chat, and who wants to be where, in which dialect.

    ``name`` is None if a ``join`` is to tell it. ``identity`` is proven by a token; None where
    nobody signs in.
    """

    chat: Chat
    terms: Terms
    dialect: Dialect
    room: str
    name: str | None
    identity: Identity | None
    since: int | None


async def chat(request: web.Request) -> web.StreamResponse:
    """``GET /chat?user=NAME&room=ROOM``: the chat, in the plain dialect unless another is asked
    for."""
    return _enter(request, PLAIN)


async def ws(request: web.Request) -> web.StreamResponse:
    """``GET /ws?room=ROOM``: the chat, in the events dialect unless another is asked for."""
    return _enter(request, EVENTS)


async def rooms(request: web.Request) -> web.StreamResponse:
    """``GET /rooms/{room}``: the chat, in the envelope dialect unless another is asked for."""
    return _enter(request, ENVELOPE)


def _enter(request: web.Request, usual: Dialect) -> web.StreamResponse:
    handshake.check(request)  # what is no handshake is told so, whatever else is wrong with it
    visit = visit_of(request, usual)
    who = f"room={visit.room} dialect={visit.dialect.subprotocol}"
    return upgrade_websocket(
        request,
        dependencies=visit,
        on_init=on_init,
        on_message=on_message,
        on_close=on_close,
        on_texts=on_texts,
        protocols=tuple(_DIALECTS),
        label=who if visit.name is None else f"name={json.dumps(visit.name)} {who}",
    )


def visit_of(request: web.Request, usual: Dialect) -> Visit:
    """Who wants to be where. Raises 400, 401, 409 or 503 with a sentence."""
    app = request.app
    identity = _identity(request, app[TERMS].auth_secret)
    dialect = _DIALECTS.get(handshake.negotiate(request, tuple(_DIALECTS)) or "", usual)
    query = query_of(request)
    room = _room_in(request, query)
    name = None
    if dialect is PLAIN or (dialect is EVENTS and usual is PLAIN):
        name = _name_in(request, query) if identity is None else identity.name
        _expect_room_for(request, room, name)
    since = _since_in(request, query)
    return Visit(app[CHAT], app[TERMS], dialect, room, name, identity, since)


def _identity(request: web.Request, secret: str) -> Identity | None:
    if not secret:
        return None
    try:
        return who(request, secret, time.time())
    except web.HTTPUnauthorized as unauthorized:
        raise refused(request, TurnedAway.SIGN_IN, unauthorized) from None


def _since_in(request: web.Request, query: dict[str, str]) -> int | None:
    """The place of the last message that a client knows; None if it says nothing of one."""
    if not query.get("since"):
        return None
    since = place_of(query["since"])
    if since is None:
        bad = web.HTTPBadRequest(text='"since" must be the id of a message.')
        raise refused(request, TurnedAway.HANDSHAKE, bad)
    return since


def _room_in(request: web.Request, query: dict[str, str]) -> str:
    try:
        return room_name(request.match_info.get("room", query.get("room", DEFAULT_ROOM)))
    except BadName as bad:
        raise refused(request, TurnedAway.ROOM, web.HTTPBadRequest(text=str(bad))) from None


def _name_in(request: web.Request, query: dict[str, str]) -> str:
    asked = query.get("user", "")
    try:
        return user_name(asked) if asked.strip() else ANONYMOUS
    except BadName as bad:
        raise refused(request, TurnedAway.NAME, web.HTTPBadRequest(text=str(bad))) from None


def _expect_room_for(request: web.Request, room: str, name: str) -> None:
    """Nothing may come between this and the joining."""
    chat = request.app[CHAT]
    if chat.is_taken(room, name):
        sentence = f"Somebody there is called {name} already: take another name."
        raise refused(request, TurnedAway.NAME_TAKEN, web.HTTPConflict(text=sentence))
    if chat.is_full and room not in chat.rooms:
        busy = handshake.busy("There are too many rooms. Try again in a moment, or take another.")
        raise refused(request, TurnedAway.ROOMS, busy)


def query_of(request: web.Request) -> dict[str, str]:
    """The query's parameters, the first of each name; 400 when they are not UTF-8."""
    raw = request.raw_path.partition("?")[2]
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, errors="strict")
    except ValueError:
        bad = web.HTTPBadRequest(text="The query must be percent-encoded UTF-8.")
        raise refused(request, TurnedAway.HANDSHAKE, bad) from None
    return dict(reversed(pairs))


class Stay:
    """A visit from its beginning to its end, and what comes to its end earlier."""

    __slots__ = ("goes_on", "guest", "timers")

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.goes_on = continue_connection(self)  # one for all messages
        self.timers: tuple[asyncio.TimerHandle | Expiry, ...] = ()


def on_init(connection: Connection, visit: Visit) -> Action[Stay]:
    """Whoever comes by name is in before the handshake is answered, and so misses nothing."""
    identity, terms = visit.identity, visit.terms
    name = visit.name or (identity.name if identity is not None else "")
    guest = Guest(connection, visit.dialect, visit.room, name, identity is not None, visit.since)
    if terms.rate_limit is not None:
        guest.pace = Pace(terms.rate_limit)
    stay = Stay(guest)
    if visit.name is not None:
        visit.chat.enter(guest, visit.name)
    elif terms.join_timeout:
        stay.timers += (connection.turn.after(terms.join_timeout, _expect_joined, guest),)
    if identity is not None and identity.expires is not None:
        stay.timers += (Expiry(identity.expires, partial(_sign_out, connection)),)
    return stay.goes_on


def _sign_out(connection: Connection) -> None:
    connection.close(CloseCode.SIGN_IN_EXPIRED, "your sign-in has expired")


def _expect_joined(guest: Guest) -> None:
    if guest.room is None:
        guest.connection.close(CloseCode.POLICY_VIOLATION, "no join in time")


def on_texts(stay: Stay, texts: list[str], _connection: Connection, visit: Visit) -> Action[Stay]:
    """Texts are for the chat."""
    visit.chat.hear_all(stay.guest, texts)
    return stay.goes_on


def on_message(stay: Stay, message: Message, _connection: Connection, visit: Visit) -> Action[Stay]:
    """Binary data is no part of any dialect, and ignored in plain."""
    if isinstance(message, BinaryMessage) and visit.dialect is not PLAIN:
        return stop_connection(CloseCode.UNSUPPORTED_DATA, "this dialect knows no binary data")
    return stay.goes_on


def on_close(stay: Stay, _connection: Connection, visit: Visit) -> None:
    """Those who stay are told, however the connection ended."""
    for timer in stay.timers:
        timer.cancel()
    visit.chat.leave(stay.guest)
