"""Frames that are whole, and nonsense in their dialect, by the words of the features.

Each is refused to its sender alone, for the reason that stands beside it.
"""

import json

from alicebob.data.tricky_strings import LONGEST
from alicebob.dialects import Dialect
from alicebob.model.received import Reason

Nonsense = dict[str, tuple[str, Reason]]


def _frame(kind: object, **fields: object) -> str:
    return json.dumps({"type": kind, **fields})


_NO_JSON = {
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
    "a number that is none": '{"type": "message", "content": "hi", "size": NaN}',
    "a byte order mark": '\ufeff{"type": "users"}',
    "NUL at the end": '{"type": "users"}\x00',
    "100,000 brackets": "[" * 100_000,
    "50,000 braces": '{"a":' * 50_000,
}

_NO_OBJECT = {
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

EVENTS: Nonsense = {
    **{kind: (frame, Reason.NO_JSON) for kind, frame in _NO_JSON.items()},
    **{kind: (frame, Reason.INVALID) for kind, frame in _NO_OBJECT.items()},
    "a type that nobody knows": (_frame("shout", content="hi"), Reason.UNKNOWN_TYPE),
    "an empty type": (_frame("", content="hi"), Reason.UNKNOWN_TYPE),
    "a type in capitals": (_frame("MESSAGE", content="hi"), Reason.UNKNOWN_TYPE),
    "a notice of one's own": (
        _frame("user_left", nickname="Alice", user_count=0),
        Reason.UNKNOWN_TYPE,
    ),
    "an error of one's own": (_frame("error", code="full", content="full"), Reason.UNKNOWN_TYPE),
    "a message without content": (_frame("message"), Reason.INVALID),
    "a content that is null": (_frame("message", content=None), Reason.INVALID),
    "a content that is a number": (_frame("message", content=7), Reason.INVALID),
    "a content that is an object": (_frame("message", content={"a": 1}), Reason.INVALID),
    "a blank content": (_frame("message", content=" \t\n"), Reason.INVALID),
    "half a character in JSON": ('{"type": "message", "content": "\\ud83e"}', Reason.INVALID),
    "a content that is too long": (
        _frame("message", content="x" * (LONGEST + 1)),
        Reason.TOO_LONG,
    ),
    "a whisper to a number": (_frame("message", content="hi", to=7), Reason.INVALID),
    "a whisper to nobody": (_frame("message", content="hi", to=""), Reason.NO_SUCH_USER),
    "a whisper to null": (_frame("message", content="hi", to=None), Reason.INVALID),
    "a whisper to a list": (_frame("message", content="hi", to=["Alice"]), Reason.INVALID),
    "a whisper to half a character": (
        _frame("message", content="hi", to="\ud83e"),
        Reason.INVALID,
    ),
    "a client id that is a number": (_frame("message", content="a", client_id=7), Reason.INVALID),
    "a client id that is empty": (_frame("message", content="a", client_id=""), Reason.INVALID),
    "a client id of 129 characters": (
        _frame("message", content="a", client_id="c" * 129),
        Reason.INVALID,
    ),
    "typing without saying whether": (_frame("typing"), Reason.INVALID),
    "typing perhaps": (_frame("typing", typing="perhaps"), Reason.INVALID),
    "typing of 1": (_frame("typing", typing=1), Reason.INVALID),
    "a history of nothing": (_frame("history", limit=0), Reason.INVALID),
    "a history of 1,001 messages": (_frame("history", limit=1001), Reason.INVALID),
    "a history of minus one": (_frame("history", limit=-1), Reason.INVALID),
    "a history without end": ('{"type": "history", "limit": 1e999}', Reason.INVALID),
    "a history of 5,000 digits": (
        '{"type": "history", "limit": ' + "9" * 5000 + "}",
        Reason.INVALID,
    ),
    "a history of half a message": (_frame("history", limit=0.5), Reason.INVALID),
    "a history of true": (_frame("history", limit=True), Reason.INVALID),
    "a history before yesterday": (_frame("history", before="yesterday"), Reason.INVALID),
    "a history before a number": (_frame("history", before=1), Reason.INVALID),
    "a history before 40 digits": (_frame("history", before="1" * 40), Reason.INVALID),
    "a ping with half a character": (_frame("ping", nonce="\ud83e"), Reason.INVALID),
    "a ping with a number": (_frame("ping", nonce=1), Reason.INVALID),
    "a ping with 257 characters": (_frame("ping", nonce="n" * 257), Reason.INVALID),
    "a second join": (_frame("join", nickname="Mallory"), Reason.ALREADY_JOINED),
}


def _envelope(kind: object, name: object = "Mallory", message: object = "", **more: object) -> str:
    at = "2026-01-01T00:00:00Z"
    return _frame(kind, username=name, message=message, timestamp=at, **more)


_ENVELOPE = {
    **_NO_JSON,
    **_NO_OBJECT,
    "a type that nobody knows": _envelope("shout", message="hi"),
    "an empty type": _envelope("", message="hi"),
    "a type in capitals": _envelope("MESSAGE", message="hi"),
    "a message of another dialect": _frame("message", content="hi"),
    "a message without words": _frame("message", username="Mallory"),
    "words that are null": _envelope("message", message=None),
    "words that are a number": _envelope("message", message=7),
    "words that are an object": _envelope("message", message={"a": 1}),
    "blank words": _envelope("message", message=" \t\n"),
    "no words at all": _envelope("message"),
    "half a character in JSON": _envelope("message", message="?").replace("?", "\\ud83e"),
    "words that are too long": _envelope("message", message="x" * (LONGEST + 1)),
    "a second join": _envelope("join"),
    "a join as somebody else": _envelope("join", name="Alice"),
}

ENVELOPE: Nonsense = {kind: (frame, Reason.INVALID) for kind, frame in _ENVELOPE.items()}


def nonsense(dialect: Dialect, kind: str) -> tuple[str, Reason]:
    """The frame, and why it is refused. Raises ``LookupError`` for what is none there."""
    known = {"events": EVENTS, "envelope": ENVELOPE}.get(dialect.name, {})
    if kind not in known:
        raise LookupError(f"{kind!r} is no known nonsense in the dialect {dialect.name}")
    return known[kind]
