"""What a client says in ``events``."""

from server.asyncapi.messages import MessageSpec
from server.asyncapi.schemas import IGNORED, LATER_ID, Schema, asked, shared
from server.asyncapi.schemas import TIME as NOW
from server.dialects.events_decode import MOST_ASKED, USUALLY_ASKED

_NICKNAME: Schema = {
    "type": "string",
    "description": "The name to be known by; needed unless a token tells it.",
}
_PAGE: Schema = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_ASKED,
    "default": USUALLY_ASKED,
    "description": "How many messages at most.",
}
_BEFORE: Schema = {
    "type": "string",
    "pattern": "^[0-9]{1,18}$",
    "description": "Only what came before this id; without it, the newest.",
}


def _asked(kind: str, needed: dict[str, Schema], **optional: Schema) -> Schema:
    return asked(kind, needed, {**optional, "timestamp": IGNORED})


CLIENT = (
    MessageSpec(
        "events.client.join",
        "Comes into the room. With sign-in the name is the token's. On /chat it is implied.",
        _asked("join", {}, nickname=_NICKNAME),
        {
            "john": {"type": "join", "nickname": "john_doe"},
            "with a time": {"type": "join", "nickname": "john_doe", "timestamp": NOW},
        },
    ),
    MessageSpec(
        "events.client.message",
        "Says something to everybody in the room.",
        {
            **_asked("message", {"content": shared("Text")}, client_id=shared("ClientId")),
            "not": {"required": ["to"]},
        },
        {
            "hello": {"type": "message", "content": "Hello everyone!"},
            "once only": {"type": "message", "content": "once only", "client_id": "c-17"},
        },
    ),
    MessageSpec(
        "events.client.private",
        "Says something to every connection that bears the name in `to`, and to nobody else.",
        _asked(
            "message",
            {"content": shared("Text"), "to": {"type": "string"}},
            client_id=shared("ClientId"),
        ),
        {"psst": {"type": "message", "content": "psst", "to": "Bob"}},
    ),
    MessageSpec(
        "events.client.typing",
        "Is writing, or is not any more. It ends by itself: with a message, or after a while.",
        _asked("typing", {"typing": {"type": "boolean"}}),
        {
            "begins": {"type": "typing", "typing": True},
            "ends": {"type": "typing", "typing": False},
        },
    ),
    MessageSpec(
        "events.client.users",
        "Asks who is here.",
        _asked("users", {}),
        {"who": {"type": "users"}},
    ),
    MessageSpec(
        "events.client.history",
        "Asks for what was said before.",
        _asked("history", {}, before=_BEFORE, limit=_PAGE),
        {
            "the newest": {"type": "history"},
            "before": {"type": "history", "before": LATER_ID, "limit": 50},
        },
    ),
    MessageSpec(
        "events.client.ping",
        "Asks for a pong, through the room's own order: all that came before it has been told.",
        _asked("ping", {}, nonce=shared("Nonce")),
        {"marked": {"type": "ping", "nonce": "x1"}, "bare": {"type": "ping"}},
    ),
    MessageSpec(
        "events.client.leave",
        "Goes. The others are told; then the connection is closed with 1000.",
        _asked("leave", {}),
        {"bye": {"type": "leave"}},
    ),
)
