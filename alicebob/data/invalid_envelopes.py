"""Messages that are invalid in ``envelope``; the dialect has one reason for all of them."""

from alicebob.data.invalid_json import NOT_AN_OBJECT, NOT_JSON, frame
from alicebob.data.tricky_strings import LONGEST


def _envelope(kind: object, name: object = "Mallory", message: object = "", **more: object) -> str:
    at = "2026-01-01T00:00:00Z"
    return frame(kind, username=name, message=message, timestamp=at, **more)


ENVELOPE = {
    **NOT_JSON,
    **NOT_AN_OBJECT,
    "an unknown type": _envelope("shout", message="hi"),
    "an empty type": _envelope("", message="hi"),
    "a type in capitals": _envelope("MESSAGE", message="hi"),
    "a message of another dialect": frame("message", content="hi"),
    "a message without text": frame("message", username="Mallory"),
    "a text that is null": _envelope("message", message=None),
    "a text that is a number": _envelope("message", message=7),
    "a text that is an object": _envelope("message", message={"a": 1}),
    "a blank text": _envelope("message", message=" \t\n"),
    "an empty text": _envelope("message"),
    "half a character in JSON": _envelope("message", message="?").replace("?", "\\ud83e"),
    "a text that is too long": _envelope("message", message="x" * (LONGEST + 1)),
    "a text that is true": _envelope("message", message=True),
    "a text that is a list": _envelope("message", message=["hi"]),
    "a type with half a character": _envelope("\ud83e", message="hi"),
    "a typing message of another dialect": frame("typing", typing=True),
    "a private message of another dialect": frame("message", content="hi", to="Alice"),
    "a second join": _envelope("join"),
    "a join as somebody else": _envelope("join", name="Alice"),
}

INVALID_JOINS = {
    "a join as a number": _envelope("join", name=7),
    "a join as null": _envelope("join", name=None),
    "a join as a list": _envelope("join", name=["Mallory"]),
    "a join as half a character": _envelope("join", name="\ud83e"),
    "a join without a name": frame("join", message=""),
    "a join under the name server": _envelope("join", name="server"),
}
"""Joins that are rejected for their name before joining, and afterwards for being the second."""
