"""Messages that are invalid in ``events``, each with the reason for which it is rejected."""

from alicebob.data.invalid_json import NOT_AN_OBJECT, NOT_JSON, frame
from alicebob.data.tricky_strings import LONGEST
from alicebob.model.received import RejectionReason

EVENTS: dict[str, tuple[str, RejectionReason]] = {
    **{kind: (frame, RejectionReason.NO_JSON) for kind, frame in NOT_JSON.items()},
    **{kind: (frame, RejectionReason.INVALID) for kind, frame in NOT_AN_OBJECT.items()},
    "an unknown type": (frame("shout", content="hi"), RejectionReason.UNKNOWN_TYPE),
    "an empty type": (frame("", content="hi"), RejectionReason.UNKNOWN_TYPE),
    "a type in capitals": (frame("MESSAGE", content="hi"), RejectionReason.UNKNOWN_TYPE),
    "a notice that only the server may send": (
        frame("user_left", nickname="Alice", user_count=0),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "an error that only the server may send": (
        frame("error", code="full", content="full"),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "a welcome that only the server may send": (
        frame("system", content="Welcome"),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "a private frame that only the server may send": (
        frame("private", nickname="Alice", to="Alice", content="hi"),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "a type with half a character": (
        frame("\ud83e", content="hi"),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "a type with NUL at its end": (
        frame("message\x00", content="hi"),
        RejectionReason.UNKNOWN_TYPE,
    ),
    "a content that is true": (frame("message", content=True), RejectionReason.INVALID),
    "a content that is a list": (frame("message", content=["hi"]), RejectionReason.INVALID),
    "an empty content": (frame("message", content=""), RejectionReason.INVALID),
    "a message without content": (frame("message"), RejectionReason.INVALID),
    "a content that is null": (frame("message", content=None), RejectionReason.INVALID),
    "a content that is a number": (frame("message", content=7), RejectionReason.INVALID),
    "a content that is an object": (frame("message", content={"a": 1}), RejectionReason.INVALID),
    "a blank content": (frame("message", content=" \t\n"), RejectionReason.INVALID),
    "half a character in JSON": (
        '{"type": "message", "content": "\\ud83e"}',
        RejectionReason.INVALID,
    ),
    "a content that is too long": (
        frame("message", content="x" * (LONGEST + 1)),
        RejectionReason.TOO_LONG,
    ),
    "a private message to a number": (
        frame("message", content="hi", to=7),
        RejectionReason.INVALID,
    ),
    "a private message without a recipient": (
        frame("message", content="hi", to=""),
        RejectionReason.NO_SUCH_USER,
    ),
    "a private message to null": (
        frame("message", content="hi", to=None),
        RejectionReason.INVALID,
    ),
    "a private message to a list": (
        frame("message", content="hi", to=["Alice"]),
        RejectionReason.INVALID,
    ),
    "a private message to half a character": (
        frame("message", content="hi", to="\ud83e"),
        RejectionReason.INVALID,
    ),
    "a private message to an object": (
        frame("message", content="hi", to={"nickname": "Alice"}),
        RejectionReason.INVALID,
    ),
    "a private message to true": (
        frame("message", content="hi", to=True),
        RejectionReason.INVALID,
    ),
    "a private message without content": (
        frame("message", to="Alice"),
        RejectionReason.INVALID,
    ),
    "a client id that is a list": (
        frame("message", content="a", client_id=["a"]),
        RejectionReason.INVALID,
    ),
    "a client id that is true": (
        frame("message", content="a", client_id=True),
        RejectionReason.INVALID,
    ),
    "a client id that is an object": (
        frame("message", content="a", client_id={"a": 1}),
        RejectionReason.INVALID,
    ),
    "a client id of 129 emoji": (
        frame("message", content="a", client_id="🦊" * 129),
        RejectionReason.INVALID,
    ),
    "a client id of half a character": (
        frame("message", content="a", client_id="\ud83e"),
        RejectionReason.INVALID,
    ),
    "a private message with a client id that is a number": (
        frame("message", content="a", to="Bob", client_id=7),
        RejectionReason.INVALID,
    ),
    "a client id that is a number": (
        frame("message", content="a", client_id=7),
        RejectionReason.INVALID,
    ),
    "a client id that is empty": (
        frame("message", content="a", client_id=""),
        RejectionReason.INVALID,
    ),
    "a client id of 129 characters": (
        frame("message", content="a", client_id="c" * 129),
        RejectionReason.INVALID,
    ),
    "typing without a value": (frame("typing"), RejectionReason.INVALID),
    "typing with the value perhaps": (frame("typing", typing="perhaps"), RejectionReason.INVALID),
    "typing with the value 1": (frame("typing", typing=1), RejectionReason.INVALID),
    "typing with the word true": (frame("typing", typing="true"), RejectionReason.INVALID),
    "typing with null": (frame("typing", typing=None), RejectionReason.INVALID),
    "a history with the limit null": (frame("history", limit=None), RejectionReason.INVALID),
    "a history with a limit in quotes": (frame("history", limit="5"), RejectionReason.INVALID),
    "a history of 5.0 messages": (frame("history", limit=5.0), RejectionReason.INVALID),
    "a history before nothing": (frame("history", before=""), RejectionReason.INVALID),
    "a history before a negative id": (frame("history", before="-5"), RejectionReason.INVALID),
    "a history before an id in other digits": (
        frame("history", before="\u0661\u0662\u0663"),
        RejectionReason.INVALID,
    ),
    "a history of 0 messages": (frame("history", limit=0), RejectionReason.INVALID),
    "a history of 1,001 messages": (frame("history", limit=1001), RejectionReason.INVALID),
    "a history of -1 messages": (frame("history", limit=-1), RejectionReason.INVALID),
    "a history of infinitely many messages": (
        '{"type": "history", "limit": 1e999}',
        RejectionReason.INVALID,
    ),
    "a history with a limit of 5,000 digits": (
        '{"type": "history", "limit": ' + "9" * 5000 + "}",
        RejectionReason.INVALID,
    ),
    "a history of 0.5 messages": (frame("history", limit=0.5), RejectionReason.INVALID),
    "a history with the limit true": (frame("history", limit=True), RejectionReason.INVALID),
    "a history before yesterday": (frame("history", before="yesterday"), RejectionReason.INVALID),
    "a history before a number": (frame("history", before=1), RejectionReason.INVALID),
    "a history before an id of 40 digits": (
        frame("history", before="1" * 40),
        RejectionReason.INVALID,
    ),
    "a ping with half a character": (frame("ping", nonce="\ud83e"), RejectionReason.INVALID),
    "a ping with a number": (frame("ping", nonce=1), RejectionReason.INVALID),
    "a ping with 257 characters": (frame("ping", nonce="n" * 257), RejectionReason.INVALID),
    "a ping with null": (frame("ping", nonce=None), RejectionReason.INVALID),
    "a second join": (frame("join", nickname="Mallory"), RejectionReason.ALREADY_JOINED),
}

INVALID_JOINS = {
    "a join as a number": frame("join", nickname=7),
    "a join as null": frame("join", nickname=None),
    "a join as a list": frame("join", nickname=["Mallory"]),
    "a join as an object": frame("join", nickname={"name": "Mallory"}),
    "a join as true": frame("join", nickname=True),
    "a join as half a character": frame("join", nickname="\ud83e"),
    "a join without a name": frame("join"),
    "a join under the name server": frame("join", nickname="server"),
}
"""Joins that are rejected for their name before joining, and afterwards for being the second."""
