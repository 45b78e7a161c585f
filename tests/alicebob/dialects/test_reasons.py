"""The reason why a frame is malformed names the field, what came, and what is allowed."""

import json

import pytest

from alicebob.dialects.base import Dialect
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import Malformed

AT = "2026-11-21T14:49:24Z"
TOLD = {"type": "message", "id": "17", "nickname": "Alice", "content": "Hi", "timestamp": AT}
SAID = {"type": "message", "sender": "Alice", "content": "Hi"}
WRAPPED = {"type": "message", "username": "ann", "message": "Hi", "timestamp": AT}
LONG = "x" * 61_681


def reason(dialect: Dialect, fields: object) -> str:
    """The reason why a frame with these fields is malformed."""
    received = dialect.decode(True, json.dumps(fields).encode())
    assert isinstance(received, Malformed)
    return received.why


@pytest.mark.parametrize(
    ("dialect", "fields", "why"),
    [
        (EVENTS, {**TOLD, "timestamp": "noon"}, 'its timestamp is "noon", and must be a time like'),
        (EVENTS, {**TOLD, "id": 17}, "its id is 17, and must be a text"),
        (EVENTS, {**TOLD, "id": ""}, 'its id is "", and must be 1 to 128 visible ASCII'),
        (EVENTS, {**TOLD, "more": 1}, 'there is no field "more"; allowed: type, nickname, content'),
        (EVENTS, {**SAID, "type": "message"}, "the field nickname is missing"),
        (EVENTS, {"content": "Hi"}, "the field type is missing"),
        (EVENTS, {"type": "shout"}, 'there is no frame of type "shout"'),
        (
            EVENTS,
            {"type": "history", "messages": [TOLD, {**TOLD, "content": 5}], "complete": True},
            "in its message 2, its content is 5, and must be a text",
        ),
        (
            EVENTS,
            {"type": "users", "users": [], "user_count": 3},
            "its user_count is 3, and it lists 0 users",
        ),
        (
            EVENTS,
            {"type": "error", "code": "oops", "content": "No.", "timestamp": AT},
            'its code is "oops", and must be one of bad-json, ',
        ),
        (
            PLAIN,
            {**SAID, "type": "notification"},
            'no [[hear]] fits; nearest is "joined" (line 17): at content: " joined the chat" is',
        ),
        (
            PLAIN,
            {**SAID, "sender": "server", "type": "error"},
            'no [[hear]] fits; nearest is "announcement" (line 12): at type: "error" is not',
        ),
        (ENVELOPE, {**WRAPPED, "type": "join"}, 'its message is "Hi", and must be empty'),
        (ENVELOPE, {**WRAPPED, "type": "shout"}, 'there is no frame of type "shout"'),
    ],
)
def test_a_reason_names_the_field_and_what_came(dialect: Dialect, fields: object, why: str) -> None:
    assert reason(dialect, fields).startswith(why)


@pytest.mark.parametrize("name", ["type", "id", "timestamp", "more"])
def test_a_reason_does_not_repeat_a_long_value(name: str) -> None:
    assert len(reason(EVENTS, {**TOLD, name: LONG})) < 160


@pytest.mark.parametrize("kind", ["join", "notification", "error", LONG])
def test_a_reason_in_any_dialect_does_not_repeat_a_long_text(kind: str) -> None:
    assert len(reason(ENVELOPE, {**WRAPPED, "message": LONG, "type": kind})) < 160
    assert len(reason(PLAIN, {**SAID, "content": LONG, "type": kind})) < 200


def test_a_key_that_occurs_twice_is_named() -> None:
    received = ENVELOPE.decode(True, b'{"type": "message", "type": "message"}')
    assert isinstance(received, Malformed)
    assert received.why == 'it is not a JSON object: a key occurs twice: "type"'
