"""The server's messages in ``events``."""

from typing import Any

from server.asyncapi.messages import MessageSpec
from server.asyncapi.schemas import (
    ERROR_CODES,
    ID,
    LATER_ID,
    LATER_TIME,
    TIME,
    Schema,
    count,
    server_message,
    shared,
)

_PUBLIC: dict[str, Any] = {
    "type": "message",
    "id": ID,
    "nickname": "john_doe",
    "content": "Hello everyone!",
    "timestamp": TIME,
}
_PRIVATE: dict[str, Any] = {
    "type": "private",
    "id": LATER_ID,
    "nickname": "john_doe",
    "to": "Bob",
    "content": "psst",
    "timestamp": LATER_TIME,
}
_CONFIRMED: dict[str, Schema] = {"client_id": shared("ClientId")}
_USER: Schema = {
    "type": "object",
    "required": ["nickname", "connections"],
    "properties": {
        "nickname": shared("Name"),
        "connections": count(1, "The number of connections of this user in the room."),
    },
    "additionalProperties": False,
}
_COUNT = "The number of different names in the room."


def _person_told(kind: str, minimum: int, **more: Schema) -> Schema:
    counted = count(minimum, _COUNT)
    return server_message(
        kind, nickname=shared("Name"), timestamp=shared("Timestamp"), user_count=counted, **more
    )


def _person(kind: str, user_count: int) -> dict[str, Any]:
    return {"type": kind, "nickname": "john_doe", "timestamp": TIME, "user_count": user_count}


SERVER = (
    MessageSpec(
        "events.server.system",
        "The welcome, which a client receives first; or an announcement from the operator.",
        server_message("system", content=shared("Text"), timestamp=shared("Timestamp")),
        {"welcome": {"type": "system", "content": "Welcome to the chat!", "timestamp": TIME}},
    ),
    MessageSpec(
        "events.server.user_joined",
        "A user joined. Everybody receives it, including the client that joined: it confirms the "
        "join.",
        _person_told("user_joined", 1),
        {"john": _person("user_joined", 5)},
    ),
    MessageSpec(
        "events.server.user_left",
        "A user left, however the connection ended. The others receive it.",
        _person_told("user_left", 0),
        {"john": _person("user_left", 4)},
    ),
    MessageSpec(
        "events.server.message",
        "A message from a user. Everybody receives it, including its sender. Only the connection "
        "that sent it with a `client_id` receives that, too, also when it is sent again.",
        server_message(
            "message",
            _CONFIRMED,
            id=shared("Id"),
            nickname=shared("Name"),
            content=shared("Text"),
            timestamp=shared("Timestamp"),
        ),
        {"hello": _PUBLIC, "own": {**_PUBLIC, "client_id": "c-17"}},
    ),
    MessageSpec(
        "events.server.private",
        "A private message. Its recipient and its sender receive it; a `client_id` goes to the "
        "connection that sent it.",
        server_message(
            "private",
            _CONFIRMED,
            id=shared("Id"),
            nickname=shared("Name"),
            to=shared("Name"),
            content=shared("Text"),
            timestamp=shared("Timestamp"),
        ),
        {"psst": _PRIVATE},
    ),
    MessageSpec(
        "events.server.history",
        "Earlier messages, oldest first. `complete` is false if a requested message is missing. "
        "The history that a client receives when it joins has `last_id`.",
        server_message(
            "history",
            {"last_id": shared("LastId")},
            messages={
                "type": "array",
                "items": {"oneOf": [shared("EventsServerMessage"), shared("EventsServerPrivate")]},
            },
            complete={"type": "boolean"},
        ),
        {
            "nothing yet": {"type": "history", "messages": [], "complete": True, "last_id": ""},
            "something": {"type": "history", "messages": [_PUBLIC, _PRIVATE], "complete": False},
        },
    ),
    MessageSpec(
        "events.server.users",
        "The users in the room, in the order in which they joined. A client that joins is not yet "
        "in the list that it receives.",
        server_message(
            "users", users={"type": "array", "items": _USER}, user_count=count(0, _COUNT)
        ),
        {
            "empty room": {"type": "users", "users": [], "user_count": 0},
            "one user": {
                "type": "users",
                "users": [{"nickname": "john_doe", "connections": 1}],
                "user_count": 1,
            },
        },
    ),
    MessageSpec(
        "events.server.typing",
        "A user started or stopped typing. The others receive it; it is never kept.",
        server_message("typing", nickname=shared("Name"), typing={"type": "boolean"}),
        {
            "begins": {"type": "typing", "nickname": "john_doe", "typing": True},
            "ends": {"type": "typing", "nickname": "john_doe", "typing": False},
        },
    ),
    MessageSpec(
        "events.server.pong",
        "The answer to a ping, with the same nonce, or an empty one if the ping had none.",
        server_message("pong", nonce=shared("Nonce"), timestamp=shared("Timestamp")),
        {
            "marked": {"type": "pong", "nonce": "x1", "timestamp": TIME},
            "bare": {"type": "pong", "nonce": "", "timestamp": TIME},
        },
    ),
    MessageSpec(
        "events.server.error",
        "The message was rejected. Only its sender receives this, with a code for programs and a "
        "sentence for people. The connection stays open.",
        server_message(
            "error",
            code={"enum": list(ERROR_CODES)},
            content=shared("Text"),
            timestamp=shared("Timestamp"),
        ),
        {
            code: {"type": "error", "code": code, "content": sentence, "timestamp": TIME}
            for code, sentence in ERROR_CODES.items()
        },
    ),
)
