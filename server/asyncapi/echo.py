"""The messages of ``/echo``: every message comes back unchanged."""

from server.asyncapi.messages import BYTES, PLAIN_TEXT, MessageSpec
from server.asyncapi.schemas import Schema

_TEXT: Schema = {"type": "string", "description": "Any text, including the empty one."}
_BYTES: Schema = {"type": "string", "format": "binary", "description": "Any bytes."}
_TEXTS = {"hello": "hello"}

CLIENT = (
    MessageSpec("echo.client.text", "A text frame.", _TEXT, _TEXTS, PLAIN_TEXT),
    MessageSpec("echo.client.binary", "A binary frame.", _BYTES, {"bytes": "\x00\x01\x02"}, BYTES),
)
SERVER = (
    MessageSpec("echo.server.text", "The same text, in one frame.", _TEXT, _TEXTS, PLAIN_TEXT),
    MessageSpec(
        "echo.server.binary",
        "The same bytes, in one frame.",
        _BYTES,
        {"bytes": "\x00\x01\x02"},
        BYTES,
    ),
)
