"""The messages of ``envelope``: one shape each way; what is refused comes as bare text."""

from server.asyncapi.messages import PLAIN_TEXT, MessageSpec
from server.asyncapi.schemas import IGNORED, LATER_TIME, TIME, Schema, asked, shared, told

_REFUSALS = ("Invalid message", "Rate limit exceeded")
_NOTHING: Schema = {"const": ""}
_OPTIONAL: dict[str, Schema] = {"timestamp": IGNORED}


def _envelope(kind: str, username: str, message: str, timestamp: str) -> dict[str, str]:
    return {"type": kind, "username": username, "message": message, "timestamp": timestamp}


def _told(kind: str, username: Schema, message: Schema) -> Schema:
    return told(kind, username=username, message=message, timestamp=shared("Timestamp"))


CLIENT = (
    MessageSpec(
        "envelope.client.join",
        "Comes into the room. It must be the first frame. With sign-in the name is the token's.",
        asked("join", {}, {"username": {"type": "string"}, "message": IGNORED, **_OPTIONAL}),
        {"ann": _envelope("join", "ann", "", TIME)},
    ),
    MessageSpec(
        "envelope.client.message",
        "Says something.",
        asked("message", {"message": shared("Text")}, {"username": IGNORED, **_OPTIONAL}),
        {"hi": _envelope("message", "ann", "Hi", TIME)},
    ),
    MessageSpec(
        "envelope.client.leave",
        "Goes. The others are told; then the connection is closed with 1000.",
        asked("leave", {}, {"username": IGNORED, "message": IGNORED, **_OPTIONAL}),
        {"ann": _envelope("leave", "ann", "", TIME)},
    ),
)
SERVER = (
    MessageSpec(
        "envelope.server.join",
        "Somebody came. It goes to everybody, the one who came included.",
        _told("join", shared("Name"), _NOTHING),
        {"ann": _envelope("join", "ann", "", TIME)},
    ),
    MessageSpec(
        "envelope.server.message",
        "Somebody said something. It goes to everybody, its sender included.",
        _told("message", shared("Name"), shared("Text")),
        {"hi": _envelope("message", "ann", "Hi", LATER_TIME)},
    ),
    MessageSpec(
        "envelope.server.leave",
        "Somebody went, however the connection ended. It goes to the others.",
        _told("leave", shared("Name"), _NOTHING),
        {"ann": _envelope("leave", "ann", "", LATER_TIME)},
    ),
    MessageSpec(
        "envelope.server.announcement",
        "An operator's word to everybody.",
        _told("message", {"const": "server"}, shared("Text")),
        {"soon": _envelope("message", "server", "We restart at noon.", LATER_TIME)},
    ),
    MessageSpec(
        "envelope.server.refusal",
        "What came was dropped; its sender alone is told, in bare text. The connection stays.",
        {"enum": list(_REFUSALS)},
        {text: text for text in _REFUSALS},
        PLAIN_TEXT,
    ),
)
