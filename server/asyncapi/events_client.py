"""The client's messages in ``events``."""

from server.asyncapi.messages import MessageSpec
from server.asyncapi.schemas import IGNORED, LATER_ID, Schema, client_message, shared
from server.asyncapi.schemas import TIME as NOW
from server.dialects.events_decode import MOST_ASKED, USUALLY_ASKED

_NICKNAME: Schema = {
    "type": "string",
    "description": "The user's name; required unless a token sets it.",
}
_PAGE: Schema = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_ASKED,
    "default": USUALLY_ASKED,
    "description": "The maximum number of messages.",
}
_BEFORE: Schema = {
    "type": "string",
    "pattern": "^[0-9]{1,18}$",
    "description": "Return messages before this id; without it, the newest.",
}


def _asked(kind: str, needed: dict[str, Schema], **optional: Schema) -> Schema:
    return client_message(kind, needed, {**optional, "timestamp": IGNORED})


CLIENT = (
    MessageSpec(
        "events.client.join",
        "Joins the room. With authentication, the token sets the name. At /chat, the "
        "handshake joins.",
        _asked("join", {}, nickname=_NICKNAME),
        {
            "john": {"type": "join", "nickname": "john_doe"},
            "with a time": {"type": "join", "nickname": "john_doe", "timestamp": NOW},
        },
    ),
    MessageSpec(
        "events.client.message",
        "Sends a message to everybody in the room.",
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
        "Sends a private message to every connection of the user in `to`, and to nobody else.",
        _asked(
            "message",
            {"content": shared("Text"), "to": {"type": "string"}},
            client_id=shared("ClientId"),
        ),
        {"psst": {"type": "message", "content": "psst", "to": "Bob"}},
    ),
    MessageSpec(
        "events.client.typing",
        "Turns the typing indicator on or off. A message or a timeout also turns it off.",
        _asked("typing", {"typing": {"type": "boolean"}}),
        {
            "begins": {"type": "typing", "typing": True},
            "ends": {"type": "typing", "typing": False},
        },
    ),
    MessageSpec(
        "events.client.users",
        "Requests the user list.",
        _asked("users", {}),
        {"who": {"type": "users"}},
    ),
    MessageSpec(
        "events.client.history",
        "Requests earlier messages.",
        _asked("history", {}, before=_BEFORE, limit=_PAGE),
        {
            "the newest": {"type": "history"},
            "before": {"type": "history", "before": LATER_ID, "limit": 50},
        },
    ),
    MessageSpec(
        "events.client.ping",
        "Requests a pong, which comes in the room's order: after everything that came before it.",
        _asked("ping", {}, nonce=shared("Nonce")),
        {"marked": {"type": "ping", "nonce": "x1"}, "bare": {"type": "ping"}},
    ),
    MessageSpec(
        "events.client.leave",
        "Leaves the room. The others are notified, and the connection is closed with 1000.",
        _asked("leave", {}),
        {"bye": {"type": "leave"}},
    ),
)
