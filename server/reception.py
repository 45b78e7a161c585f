"""The chat's three addresses: who comes in where, in which dialect, and their line from then on."""

import asyncio
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from server import handshake
from server.chat import CHAT, Chat
from server.closecodes import CloseCode
from server.connection import Connection
from server.dialects.dialect import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.events_decoding import place_of
from server.dialects.plain import PLAIN
from server.guest import Guest
from server.handshake import TurnedAway, refused
from server.names import ANONYMOUS, DEFAULT_ROOM, BadName, room_name, user_name
from server.websocket import (
    Action,
    BinaryMessage,
    Message,
    continue_connection,
    stop_connection,
    upgrade_websocket,
)

JOIN_TIMEOUT = web.AppKey[float]("join_timeout")
_DIALECTS = {dialect.subprotocol: dialect for dialect in (PLAIN, EVENTS, ENVELOPE)}


@dataclass(frozen=True, slots=True)
class Visit:
    """What a chat connection depends on: the chat, and who wants to be where, in which dialect.

    ``name`` is None if a ``join`` is to tell it.
    """

    chat: Chat
    dialect: Dialect
    room: str
    name: str | None
    since: int | None
    join_timeout: float


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
    """Who wants to be where. Raises 400, 409 or 503 with a sentence."""
    app = request.app
    dialect = _DIALECTS.get(handshake.negotiate(request, tuple(_DIALECTS)) or "", usual)
    query = query_of(request)
    room = _room_in(request, query)
    comes_by_name = dialect is PLAIN or (dialect is EVENTS and usual is PLAIN)
    name = _name_in(request, query) if comes_by_name else None
    since = place_of(query["since"]) if query.get("since") else None
    if since is None and query.get("since"):
        bad = web.HTTPBadRequest(text='"since" must be the id of a message.')
        raise refused(request, TurnedAway.HANDSHAKE, bad)
    if name is not None:
        _expect_room_for(request, room, name)
    return Visit(app[CHAT], dialect, room, name, since, app[JOIN_TIMEOUT])


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
    """A visit from its beginning to its end."""

    __slots__ = ("goes_on", "guest", "join_deadline")

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.goes_on = continue_connection(self)  # one for all messages
        self.join_deadline: asyncio.TimerHandle | None = None


def on_init(connection: Connection, visit: Visit) -> Action[Stay]:
    """Whoever comes by name is in before the handshake is answered, and so misses nothing."""
    guest = Guest(connection, visit.dialect, visit.room, visit.name or "", since=visit.since)
    stay = Stay(guest)
    if visit.name is not None:
        visit.chat.enter(guest, visit.name)
    elif visit.join_timeout:
        stay.join_deadline = connection.turn.after(visit.join_timeout, _expect_joined, guest)
    return stay.goes_on


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
    if stay.join_deadline is not None:
        stay.join_deadline.cancel()
    visit.chat.leave(stay.guest)
