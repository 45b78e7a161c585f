"""Chats that speak in ways of their own, each a few lines; ``alicebob learn`` finds them out.

A program: ``python -m tests.alicebob.support.unknown_chats STYLE`` listens on PORT.
"""

import html
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import parse_qs, unquote

from aiohttp import WSMsgType, web


@dataclass(eq=False)
class Member:
    """A connection. ``name`` is "" until it is known."""

    socket: web.WebSocketResponse
    query: str
    number: int
    name: str = ""


@dataclass
class Room:
    """Those who are in, and what was said."""

    members: list[Member] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    async def tell(self, text: str, but: Member | None = None) -> None:
        """Send a text to everybody who is in."""
        for each in list(self.members):
            if each is not but and not each.socket.closed:
                with suppress(ConnectionError):  # it is leaving
                    await each.socket.send_str(text)


class Style(Protocol):
    """The manners of a chat."""

    async def open(self, room: Room, member: Member) -> None:
        """Greet a connection."""

    async def hear(self, room: Room, member: Member, text: str) -> None:
        """Take a frame."""

    async def close(self, room: Room, member: Member) -> None:
        """Miss somebody who was in and left."""


class NameFirst:
    """Text; the first frame is the name."""

    async def open(self, room: Room, member: Member) -> None:
        await member.socket.send_str("Welcome! What is your name?")

    async def hear(self, room: Room, member: Member, text: str) -> None:
        if member.name:
            await room.tell(f"{member.name}: {text.strip()}")
            return
        member.name = text
        room.members.append(member)
        await room.tell(f"{member.name} joined.")

    async def close(self, room: Room, member: Member) -> None:
        await room.tell(f"{member.name} left.")


class JsonJoin:
    """JSON; one joins by a frame, is told who is here and the history, and texts are escaped."""

    async def open(self, room: Room, member: Member) -> None:
        return

    async def hear(self, room: Room, member: Member, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            await member.socket.close(code=1007)
            return
        match frame:
            case {"type": "join", "username": str(name)} if not member.name:
                member.name = name
                room.members.append(member)
                past = [{"from": who, "text": what} for who, what in room.said]
                await member.socket.send_json({"type": "history", "messages": past})
                await self._tell_all(room, {"type": "join", "username": name})
                users = [{"username": each.name} for each in room.members]
                await self._tell_all(room, {"type": "users", "users": users})
            case {"type": "chat", "text": str(said)} if member.name and said.strip():
                escaped = html.escape(said)
                room.said.append((member.name, escaped))
                event = {"type": "chat", "from": member.name, "text": escaped}
                await self._tell_all(
                    room, {**event, "id": len(room.said), "at": 1e9 + member.number}
                )
            case _:
                await member.socket.send_json({"type": "error", "reason": "not understood"})

    async def close(self, room: Room, member: Member) -> None:
        await self._tell_all(room, {"type": "leave", "username": member.name})

    async def _tell_all(self, room: Room, event: dict[str, object]) -> None:
        await room.tell(json.dumps(event))


class Relay:
    """Text, as it is, to everybody else; nobody has a name."""

    async def open(self, room: Room, member: Member) -> None:
        room.members.append(member)

    async def hear(self, room: Room, member: Member, text: str) -> None:
        await room.tell(text, member)

    async def close(self, room: Room, member: Member) -> None:
        return


class ShortRelay(Relay):
    """A relay that passes on no more than 300 characters."""

    async def hear(self, room: Room, member: Member, text: str) -> None:
        if len(text) <= 300:
            await super().hear(room, member, text)


class GivenNames:
    """JSON; the server gives each its name."""

    async def open(self, room: Room, member: Member) -> None:
        member.name = f"Guest{member.number}"
        await member.socket.send_json({"kind": "hello", "you": member.name})
        room.members.append(member)
        await room.tell(json.dumps({"kind": "count", "people": len(room.members)}))

    async def hear(self, room: Room, member: Member, text: str) -> None:
        await room.tell(json.dumps({"kind": "said", "who": member.name, "what": text}))

    async def close(self, room: Room, member: Member) -> None:
        await room.tell(json.dumps({"kind": "count", "people": len(room.members)}))


class SocketIo:
    """Engine.IO and Socket.IO in their frames, as the usual tutorial has them."""

    async def open(self, room: Room, member: Member) -> None:
        room.members.append(member)  # who hears everything, and may speak without a name
        await member.socket.send_str('0{"sid":"a1","upgrades":[],"pingInterval":25000}')

    async def hear(self, room: Room, member: Member, text: str) -> None:
        if text == "40":
            await member.socket.send_str('40{"sid":"b2"}')
            return
        if not text.startswith("42"):
            return
        match json.loads(text[2:]):
            case ["add user", str(name)]:
                member.name = name
                login = ["login", {"numUsers": self._count(room)}]
                await member.socket.send_str(f"42{json.dumps(login)}")
                await self._tell(room, member, "user joined")
            case ["new message", str(said)]:
                by = {"username": member.name} if member.name else {}
                event = ["new message", {**by, "message": said}]
                await room.tell(f"42{json.dumps(event)}", member)

    async def close(self, room: Room, member: Member) -> None:
        if member.name:
            await self._tell(room, member, "user left")

    def _count(self, room: Room) -> int:
        return sum(bool(each.name) for each in room.members)

    async def _tell(self, room: Room, member: Member, what: str) -> None:
        event = [what, {"username": member.name, "numUsers": self._count(room)}]
        await room.tell(f"42{json.dumps(event)}", member)


class QueryName:
    """JSON; the name is in the query, which is decoded as browsers encode it."""

    async def open(self, room: Room, member: Member) -> None:
        member.name = self._name(member)
        room.members.append(member)
        await self._tell(room, {"joined": member.name})

    async def hear(self, room: Room, member: Member, text: str) -> None:
        await self._tell(room, {"who": member.name, "text": text})

    async def close(self, room: Room, member: Member) -> None:
        await self._tell(room, {"left": member.name})

    async def _tell(self, room: Room, event: dict[str, str]) -> None:
        await room.tell(json.dumps(event))

    def _name(self, member: Member) -> str:
        return parse_qs(member.query)["name"][0]


class PercentName(QueryName):
    """The same, but a + in the query is a +, which its JSON escapes."""

    async def _tell(self, room: Room, event: dict[str, str]) -> None:
        await room.tell(json.dumps(event).replace("+", "\\u002B"))

    def _name(self, member: Member) -> str:
        return unquote(member.query.partition("=")[2])


class Deaf:
    """A WebSocket on which nobody hears anybody."""

    async def open(self, room: Room, member: Member) -> None:
        await member.socket.send_str("Hello, whoever you are")

    async def hear(self, room: Room, member: Member, text: str) -> None:
        return

    async def close(self, room: Room, member: Member) -> None:
        return


STYLES: dict[str, tuple[str, Callable[[], Style]]] = {
    "name-first": ("/websocket", NameFirst),
    "json-join": ("/ws", JsonJoin),
    "relay": ("/", Relay),
    "short-relay": ("/", ShortRelay),
    "given-names": ("/chat", GivenNames),
    "socket-io": ("/socket.io/", SocketIo),
    "query-name": ("/ws", QueryName),
    "percent-name": ("/ws", PercentName),
    "deaf": ("/ws", Deaf),
}


class Chat:
    """A chat of one room."""

    def __init__(self, style: Style) -> None:
        self._style, self._room, self._count = style, Room(), 0

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection until it ends."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._count += 1
        member = Member(socket, request.rel_url.raw_query_string, self._count)
        await self._style.open(self._room, member)
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._style.hear(self._room, member, frame.data)
        if member in self._room.members:
            self._room.members.remove(member)
            await self._style.close(self._room, member)
        return socket


if __name__ == "__main__":
    path, make = STYLES[sys.argv[1]]
    application = web.Application()
    application.router.add_get(path, Chat(make()).serve)
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
