"""What the server tells in ``events``."""

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
    shared,
    told,
)

_SAID: dict[str, Any] = {
    "type": "message",
    "id": ID,
    "nickname": "john_doe",
    "content": "Hello everyone!",
    "timestamp": TIME,
}
_WHISPERED: dict[str, Any] = {
    "type": "private",
    "id": LATER_ID,
    "nickname": "john_doe",
    "to": "Bob",
    "content": "psst",
    "timestamp": LATER_TIME,
}
_USER: Schema = {
    "type": "object",
    "required": ["nickname", "connections"],
    "properties": {
        "nickname": shared("Name"),
        "connections": count(1, "How many connections bear this name here."),
    },
    "additionalProperties": False,
}
_COUNT = "How many different names are in the room."


def _person_told(kind: str, minimum: int, **more: Schema) -> Schema:
    counted = count(minimum, _COUNT)
    return told(
        kind, nickname=shared("Name"), timestamp=shared("Timestamp"), user_count=counted, **more
    )


def _person(kind: str, user_count: int) -> dict[str, Any]:
    return {"type": kind, "nickname": "john_doe", "timestamp": TIME, "user_count": user_count}


SERVER = (
    MessageSpec(
        "events.server.system",
        "The welcome, the first that a newcomer hears; or an operator's word to everybody.",
        told("system", content=shared("Text"), timestamp=shared("Timestamp")),
        {"welcome": {"type": "system", "content": "Welcome to the chat!", "timestamp": TIME}},
    ),
    MessageSpec(
        "events.server.user_joined",
        "Somebody came. It goes to everybody, the one who came included: it says that they are in.",
        _person_told("user_joined", 1),
        {"john": _person("user_joined", 5)},
    ),
    MessageSpec(
        "events.server.user_left",
        "Somebody went, however the connection ended. It goes to the others.",
        _person_told("user_left", 0),
        {"john": _person("user_left", 4)},
    ),
    MessageSpec(
        "events.server.message",
        "Somebody said something. It goes to everybody, its sender included.",
        told(
            "message",
            id=shared("Id"),
            nickname=shared("Name"),
            content=shared("Text"),
            timestamp=shared("Timestamp"),
        ),
        {"hello": _SAID},
    ),
    MessageSpec(
        "events.server.private",
        "Somebody said something to one person. It goes to them and back to its sender.",
        told(
            "private",
            id=shared("Id"),
            nickname=shared("Name"),
            to=shared("Name"),
            content=shared("Text"),
            timestamp=shared("Timestamp"),
        ),
        {"psst": _WHISPERED},
    ),
    MessageSpec(
        "events.server.history",
        "What was said before, oldest first. Not `complete`: some that was asked for is not kept.",
        told(
            "history",
            messages={
                "type": "array",
                "items": {"oneOf": [shared("EventsServerMessage"), shared("EventsServerPrivate")]},
            },
            complete={"type": "boolean"},
        ),
        {
            "nothing yet": {"type": "history", "messages": [], "complete": True},
            "something": {"type": "history", "messages": [_SAID, _WHISPERED], "complete": False},
        },
    ),
    MessageSpec(
        "events.server.users",
        "Who is here, in the order of their coming. A newcomer is not yet in the list it gets.",
        told("users", users={"type": "array", "items": _USER}, user_count=count(0, _COUNT)),
        {
            "nobody": {"type": "users", "users": [], "user_count": 0},
            "john": {
                "type": "users",
                "users": [{"nickname": "john_doe", "connections": 1}],
                "user_count": 1,
            },
        },
    ),
    MessageSpec(
        "events.server.typing",
        "Somebody is writing, or is not any more. It goes to the others, and is never kept.",
        told("typing", nickname=shared("Name"), typing={"type": "boolean"}),
        {
            "begins": {"type": "typing", "nickname": "john_doe", "typing": True},
            "ends": {"type": "typing", "nickname": "john_doe", "typing": False},
        },
    ),
    MessageSpec(
        "events.server.pong",
        "The answer to a ping, with its nonce; an empty one if it had none.",
        told("pong", nonce=shared("Nonce"), timestamp=shared("Timestamp")),
        {
            "marked": {"type": "pong", "nonce": "x1", "timestamp": TIME},
            "bare": {"type": "pong", "nonce": "", "timestamp": TIME},
        },
    ),
    MessageSpec(
        "events.server.error",
        "What came was not done; its sender alone is told, with a code for programs and a "
        "sentence for people. The connection stays.",
        told(
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
