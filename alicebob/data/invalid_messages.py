"""Whole frames that are invalid in their dialect, by the words of the features.

The server must reject each of them with the reason beside it, to the sender only.
"""

import json

from alicebob.data.tricky_strings import LONGEST
from alicebob.dialects.base import Dialect
from alicebob.model.feature_mistake import look_up
from alicebob.model.received import RejectionReason

InvalidMessages = dict[str, tuple[str, RejectionReason]]


def _frame(kind: object, **fields: object) -> str:
    return json.dumps({"type": kind, **fields})


_NOT_JSON = {
    "a word": "hello",
    "an empty frame": "",
    "half an object": '{"type": "message", "content": "hi"',
    "two objects in one frame": _frame("users") * 2,
    "single quotes": "{'type': 'message', 'content': 'hi'}",
    "a trailing comma": '{"type": "message", "content": "hi",}',
    "a key without quotes": '{type: "message", "content": "hi"}',
    "a comment": '{"type": "message", "content": "hi"} // hello',
    "nothing but spaces": "   ",
    "a line end in a text": '{"type": "message", "content": "one\ntwo"}',
    "an unknown escape": '{"type": "message", "content": "\\x41"}',
    "NaN as a number": '{"type": "message", "content": "hi", "size": NaN}',
    "a byte order mark": '\ufeff{"type": "users"}',
    "NUL at the end": '{"type": "users"}\x00',
    "100,000 brackets": "[" * 100_000,
    "50,000 braces": '{"a":' * 50_000,
    "a message with a thousand nested lists": _frame("message", content="hi", x=None).replace(
        "null", "[" * 1000 + "]" * 1000
    ),
}

_NOT_AN_OBJECT = {
    "a list": '["message", "hi"]',
    "a JSON text": '"hello"',
    "a number": "7",
    "null": "null",
    "true": "true",
    "an object without a type": '{"content": "hi"}',
    "an empty object": "{}",
    "a type that is a number": _frame(1, content="hi"),
    "a type that is null": _frame(None, content="hi"),
    "a type that is a list": _frame(["message"], content="hi"),
}

EVENTS: InvalidMessages = {
    **{kind: (frame, RejectionReason.NO_JSON) for kind, frame in _NOT_JSON.items()},
    **{kind: (frame, RejectionReason.INVALID) for kind, frame in _NOT_AN_OBJECT.items()},
    "an unknown type": (_frame("shout", content="hi"), RejectionReason.UNKNOWN_TYPE),
    "an empty type": (_frame("", content="hi"), RejectionReason.UNKNOWN_TYPE),
    "a type in capitals": (_frame("MESSAGE", content="hi"), RejectionReason.UNKNOWN_TYPE),
    "a notice that only the server may send": (
        _frame("user_left", nickname="Alice", user_count=0),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "an error that only the server may send": (
        _frame("error", code="full", content="full"),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "a message without content": (_frame("message"), RejectionReason.INVALID),
    "a content that is null": (_frame("message", content=None), RejectionReason.INVALID),
    "a content that is a number": (_frame("message", content=7), RejectionReason.INVALID),
    "a content that is an object": (_frame("message", content={"a": 1}), RejectionReason.INVALID),
    "a blank content": (_frame("message", content=" \t\n"), RejectionReason.INVALID),
    "half a character in JSON": (
        '{"type": "message", "content": "\\ud83e"}',
        RejectionReason.INVALID,
    ),
    "a content that is too long": (
        _frame("message", content="x" * (LONGEST + 1)),
        RejectionReason.TOO_LONG,
    ),
    "a private message to a number": (
        _frame("message", content="hi", to=7),
        RejectionReason.INVALID,
    ),
    "a private message without a recipient": (
        _frame("message", content="hi", to=""),
        RejectionReason.NO_SUCH_USER,
    ),
    "a private message to null": (
        _frame("message", content="hi", to=None),
        RejectionReason.INVALID,
    ),
    "a private message to a list": (
        _frame("message", content="hi", to=["Alice"]),
        RejectionReason.INVALID,
    ),
    "a private message to half a character": (
        _frame("message", content="hi", to="\ud83e"),
        RejectionReason.INVALID,
    ),
    "a client id that is a number": (
        _frame("message", content="a", client_id=7),
        RejectionReason.INVALID,
    ),
    "a client id that is empty": (
        _frame("message", content="a", client_id=""),
        RejectionReason.INVALID,
    ),
    "a client id of 129 characters": (
        _frame("message", content="a", client_id="c" * 129),
        RejectionReason.INVALID,
    ),
    "a client id of 129 emoji": (
        _frame("message", content="a", client_id="🦊" * 129),
        RejectionReason.INVALID,
    ),
    "a client id that is true": (
        _frame("message", content="a", client_id=True),
        RejectionReason.INVALID,
    ),
    "a client id that is a list": (
        _frame("message", content="a", client_id=["a"]),
        RejectionReason.INVALID,
    ),
    "a client id that is an object": (
        _frame("message", content="a", client_id={"a": 1}),
        RejectionReason.INVALID,
    ),
    "a client id of half a character": (
        _frame("message", content="a", client_id="\ud83e"),
        RejectionReason.INVALID,
    ),
    "a private message with a client id that is a number": (
        _frame("message", content="a", to="Bob", client_id=7),
        RejectionReason.INVALID,
    ),
    "typing without a value": (_frame("typing"), RejectionReason.INVALID),
    "typing with the value perhaps": (_frame("typing", typing="perhaps"), RejectionReason.INVALID),
    "typing with the value 1": (_frame("typing", typing=1), RejectionReason.INVALID),
    "a history of 0 messages": (_frame("history", limit=0), RejectionReason.INVALID),
    "a history of 1,001 messages": (_frame("history", limit=1001), RejectionReason.INVALID),
    "a history of -1 messages": (_frame("history", limit=-1), RejectionReason.INVALID),
    "a history of infinitely many messages": (
        '{"type": "history", "limit": 1e999}',
        RejectionReason.INVALID,
    ),
    "a history with a limit of 5,000 digits": (
        '{"type": "history", "limit": ' + "9" * 5000 + "}",
        RejectionReason.INVALID,
    ),
    "a history of 0.5 messages": (_frame("history", limit=0.5), RejectionReason.INVALID),
    "a history with the limit true": (_frame("history", limit=True), RejectionReason.INVALID),
    "a history before yesterday": (_frame("history", before="yesterday"), RejectionReason.INVALID),
    "a history before a number": (_frame("history", before=1), RejectionReason.INVALID),
    "a history before an id of 40 digits": (
        _frame("history", before="1" * 40),
        RejectionReason.INVALID,
    ),
    "a ping with half a character": (_frame("ping", nonce="\ud83e"), RejectionReason.INVALID),
    "a ping with a number": (_frame("ping", nonce=1), RejectionReason.INVALID),
    "a ping with 257 characters": (_frame("ping", nonce="n" * 257), RejectionReason.INVALID),
    "a second join": (_frame("join", nickname="Mallory"), RejectionReason.ALREADY_JOINED),
}


def _envelope(kind: object, name: object = "Mallory", message: object = "", **more: object) -> str:
    at = "2026-01-01T00:00:00Z"
    return _frame(kind, username=name, message=message, timestamp=at, **more)


_ENVELOPE = {
    **_NOT_JSON,
    **_NOT_AN_OBJECT,
    "an unknown type": _envelope("shout", message="hi"),
    "an empty type": _envelope("", message="hi"),
    "a type in capitals": _envelope("MESSAGE", message="hi"),
    "a message of another dialect": _frame("message", content="hi"),
    "a message without text": _frame("message", username="Mallory"),
    "a text that is null": _envelope("message", message=None),
    "a text that is a number": _envelope("message", message=7),
    "a text that is an object": _envelope("message", message={"a": 1}),
    "a blank text": _envelope("message", message=" \t\n"),
    "an empty text": _envelope("message"),
    "half a character in JSON": _envelope("message", message="?").replace("?", "\\ud83e"),
    "a text that is too long": _envelope("message", message="x" * (LONGEST + 1)),
    "a second join": _envelope("join"),
    "a join as somebody else": _envelope("join", name="Alice"),
}

ENVELOPE: InvalidMessages = {
    kind: (frame, RejectionReason.INVALID) for kind, frame in _ENVELOPE.items()
}


def invalid_message(dialect: Dialect, kind: str) -> tuple[str, RejectionReason]:
    """Return the frame and the reason. Raises ``FeatureMistake`` if there is no such frame."""
    known = {"events": EVENTS, "envelope": ENVELOPE}.get(dialect.name, {})
    return look_up(known, kind, f"invalid frame of the dialect {dialect.name}")
