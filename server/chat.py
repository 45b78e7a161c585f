"""The chat itself: plain handlers in the typed layer, between the rules and the broadcaster."""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from server.broadcaster import Broadcaster
from server.connection import Connection
from server.dialects import plain
from server.events import Event, Said
from server.frames import text_frame
from server.names import ANONYMOUS, DEFAULT_ROOM, BadName, room_name, user_name
from server.room import Delivery, Room, ToOne, ToOthers
from server.websocket import (
    Action,
    Message,
    TextMessage,
    continue_connection,
    upgrade_websocket,
)


class Chat:
    """All rooms of this server. A room exists while somebody is in it."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room[Connection]] = {}
        self.broadcaster: Broadcaster[Event] = Broadcaster()

    def room(self, name: str) -> Room[Connection]:
        """The room called ``name``, made if there is none."""
        room = self.rooms.get(name)
        if room is None:
            room = self.rooms[name] = Room()
        return room

    def deliver(self, room: str, deliveries: list[Delivery[Connection]]) -> None:
        """Hands what the rules decided to those who are to hear it."""
        for delivery in deliveries:
            if isinstance(delivery, Said):  # nearly all are, and a match takes five times as long
                self.broadcaster.publish(room, delivery)
                continue
            match delivery:
                case ToOthers(event, member):  # who came and who went
                    self.broadcaster.publish(room, event, exclude=member, is_urgent=False)
                case ToOne(event, member):
                    member.send_frame(text_frame(plain.encode(event)))
                case event:
                    self.broadcaster.publish(room, event)


CHAT = web.AppKey("chat", Chat)
_GO_ON = continue_connection(None)  # one for all: the state of the chat is in its rooms


@dataclass(frozen=True, slots=True)
class Visit:
    """What a chat connection depends on: the chat, and who wants to be where."""

    chat: Chat
    name: str
    room: str


async def chat(request: web.Request) -> web.StreamResponse:
    """``GET /chat?user=NAME&room=ROOM``: the chat in the plain dialect."""
    visit = visit_of(request)
    return upgrade_websocket(
        request,
        dependencies=visit,
        on_init=on_init,
        on_message=on_message,
        on_close=on_close,
        protocols=(plain.SUBPROTOCOL,),
        label=f"name={json.dumps(visit.name)} room={visit.room}",
    )


def on_init(connection: Connection, visit: Visit) -> Action[None]:
    """Subscribes, then tells the others: whoever is answered by them has missed nothing."""
    visit.chat.broadcaster.subscribe(visit.room, connection, plain.encode)
    visit.chat.deliver(visit.room, visit.chat.room(visit.room).join(connection, visit.name))
    return _GO_ON


def on_message(
    _state: None, message: Message, connection: Connection, visit: Visit
) -> Action[None]:
    """Text is said; anything else, as binary, is no part of this dialect and ignored."""
    if isinstance(message, TextMessage):
        said = visit.chat.rooms[visit.room].say(connection, message.text)
        visit.chat.deliver(visit.room, said)
    return _GO_ON


def on_close(_state: None, connection: Connection, visit: Visit) -> None:
    """Unsubscribes and tells those who stay, however the connection ended."""
    room = visit.chat.room(visit.room)
    visit.chat.broadcaster.unsubscribe(visit.room, connection)
    visit.chat.deliver(visit.room, room.leave(connection))
    if not room:
        del visit.chat.rooms[visit.room]


def visit_of(request: web.Request) -> Visit:
    """Who wants to be where, from the query. Raises 400 with a sentence."""
    query = query_of(request)
    asked_name = query.get("user", "")
    try:
        name = user_name(asked_name) if asked_name.strip() else ANONYMOUS
        return Visit(request.app[CHAT], name, room_name(query.get("room", DEFAULT_ROOM)))
    except BadName as bad:
        raise web.HTTPBadRequest(text=str(bad)) from None


def query_of(request: web.Request) -> dict[str, str]:
    """The query's parameters, the first of each name; 400 when they are not UTF-8."""
    raw = request.raw_path.partition("?")[2]
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, errors="strict")
    except ValueError:
        raise web.HTTPBadRequest(text="The query must be percent-encoded UTF-8.") from None
    return dict(reversed(pairs))
