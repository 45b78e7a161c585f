"""The messages of ``envelope``: one shape both ways, and bare text for rejected messages."""

from server.asyncapi.messages import PLAIN_TEXT, MessageSpec
from server.asyncapi.schemas import (
    IGNORED,
    LATER_TIME,
    TIME,
    Schema,
    client_message,
    server_message,
    shared,
)

_REFUSALS = ("Invalid message", "Rate limit exceeded")
_NOTHING: Schema = {"const": ""}
_OPTIONAL: dict[str, Schema] = {"timestamp": IGNORED}


def _envelope(kind: str, username: str, message: str, timestamp: str) -> dict[str, str]:
    return {"type": kind, "username": username, "message": message, "timestamp": timestamp}


def _told(kind: str, username: Schema, message: Schema) -> Schema:
    return server_message(kind, username=username, message=message, timestamp=shared("Timestamp"))


CLIENT = (
    MessageSpec(
        "envelope.client.join",
        "Joins the room. It must be the first message. With authentication, the token sets the "
        "name.",
        client_message(
            "join", {}, {"username": {"type": "string"}, "message": IGNORED, **_OPTIONAL}
        ),
        {"ann": _envelope("join", "ann", "", TIME)},
    ),
    MessageSpec(
        "envelope.client.message",
        "Sends a message to everybody in the room.",
        client_message("message", {"message": shared("Text")}, {"username": IGNORED, **_OPTIONAL}),
        {"hi": _envelope("message", "ann", "Hi", TIME)},
    ),
    MessageSpec(
        "envelope.client.leave",
        "Leaves the room. The others are notified, and the connection is closed with 1000.",
        client_message("leave", {}, {"username": IGNORED, "message": IGNORED, **_OPTIONAL}),
        {"ann": _envelope("leave", "ann", "", TIME)},
    ),
)
SERVER = (
    MessageSpec(
        "envelope.server.join",
        "A user joined. Everybody receives it, including the user who joined.",
        _told("join", shared("Name"), _NOTHING),
        {"ann": _envelope("join", "ann", "", TIME)},
    ),
    MessageSpec(
        "envelope.server.message",
        "A message from a user. Everybody receives it, including its sender.",
        _told("message", shared("Name"), shared("Text")),
        {"hi": _envelope("message", "ann", "Hi", LATER_TIME)},
    ),
    MessageSpec(
        "envelope.server.leave",
        "A user left, however the connection ended. The others receive it.",
        _told("leave", shared("Name"), _NOTHING),
        {"ann": _envelope("leave", "ann", "", LATER_TIME)},
    ),
    MessageSpec(
        "envelope.server.announcement",
        "An announcement from the operator.",
        _told("message", {"const": "server"}, shared("Text")),
        {"soon": _envelope("message", "server", "We restart at noon.", LATER_TIME)},
    ),
    MessageSpec(
        "envelope.server.refusal",
        "The message was dropped. Only its sender receives this, as bare text. The connection "
        "stays open.",
        {"enum": list(_REFUSALS)},
        {text: text for text in _REFUSALS},
        PLAIN_TEXT,
    ),
)
