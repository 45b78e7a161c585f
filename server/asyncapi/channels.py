"""The WebSocket endpoints, one channel each (in the WebSocket binding, a connection)."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.asyncapi import echo, envelope, events_client, events_server, plain
from server.asyncapi.messages import MessageSpec
from server.asyncapi.schemas import Schema
from server.core.names import ANONYMOUS, DEFAULT_ROOM

_ROOM_PATTERN = "^[A-Za-z0-9._-]{1,64}$"


@dataclass(frozen=True, slots=True)
class DialectSpec:
    """A dialect's messages, and the channel whose default dialect it is."""

    name: str
    channel: str
    client: tuple[MessageSpec, ...]
    server: tuple[MessageSpec, ...]

    @property
    def messages(self) -> tuple[MessageSpec, ...]:
        """The messages of both directions."""
        return self.client + self.server


PLAIN = DialectSpec("plain", "chat", plain.CLIENT, plain.SERVER)
EVENTS = DialectSpec("events", "ws", events_client.CLIENT, events_server.SERVER)
ENVELOPE = DialectSpec("envelope", "room", envelope.CLIENT, envelope.SERVER)
ECHO = DialectSpec("echo", "echo", echo.CLIENT, echo.SERVER)
CHATTING = (PLAIN, EVENTS, ENVELOPE)
DIALECTS = (*CHATTING, ECHO)

_QUERY: dict[str, Schema] = {
    "user": {
        "type": "string",
        "description": "The user's name in percent-encoded UTF-8, where the handshake joins. "
        f"Default: {ANONYMOUS}. Ignored with authentication.",
    },
    "room": {
        "type": "string",
        "pattern": _ROOM_PATTERN,
        "default": DEFAULT_ROOM,
        "description": "The room. In /rooms/{room} the path names it.",
    },
    "since": {
        "type": "string",
        "pattern": "^[0-9]{1,18}$",
        "description": "In `events`: the id of the last message that the client has. The history "
        "begins after it. A client that has none sends 0, and receives all there are.",
    },
    "session": {
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]{16,64}$",
        "description": "A secret of the client, the same for all its connections: each one takes "
        "the place of the one before in the room, which is closed with 4002.",
    },
    "token": {
        "type": "string",
        "description": "The token, for clients that cannot send the header Authorization.",
    },
}
_HEADERS: dict[str, Schema] = {
    "Sec-WebSocket-Protocol": {
        "type": "string",
        "description": "The dialects that the client speaks. The server chooses the first one "
        "that it knows: " + ", ".join(f"`chat.{dialect.name}`" for dialect in CHATTING) + ".",
    },
    "Origin": {
        "type": "string",
        "description": "The origin of a browser's page. It must match Host.",
    },
    "Authorization": {"type": "string", "pattern": "^Bearer .+$", "description": "The token."},
}


def channels() -> Schema:
    """Return the Channels Object."""
    every = [message for dialect in CHATTING for message in dialect.messages]
    room = {
        "description": "1 to 64 of the characters A–Z a–z 0–9 . _ - ; case matters.",
        "examples": [DEFAULT_ROOM, "tea.room"],
    }
    return {
        "chat": _channel(
            "/chat",
            "The chat, by default in `plain`. "
            "In `plain` and `events`, the handshake joins the room as `user`.",
            every,
        ),
        "ws": _channel("/ws", "The chat, by default in `events`.", every),
        "room": {
            **_channel(
                "/rooms/{room}",
                "The chat in the room that the path names, by default in `envelope`.",
                every,
            ),
            "parameters": {"room": room},
        },
        "echo": _channel("/echo", "Sends every message back unchanged.", ECHO.messages, {}),
    }


def _channel(
    address: str, description: str, messages: Iterable[MessageSpec], query: Schema = _QUERY
) -> Schema:
    binding = {"method": "GET", "headers": _object(_HEADERS), "bindingVersion": "0.1.0"}
    if query:
        binding["query"] = _object(query)
    return {
        "address": address,
        "title": address,
        "description": description,
        "messages": {m.name: {"$ref": f"#/components/messages/{m.name}"} for m in messages},
        "bindings": {"ws": binding},
    }


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}
