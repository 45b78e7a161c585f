"""Keys that a dialect does not define: malformed where frames must be exact, ignored elsewhere."""

import json

import pytest

from alicebob.dialects.base import Dialect
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import History, Malformed, Message, ReceivedEvent, UserList

AT = "2026-11-21T14:49:24Z"
SAID = {"type": "message", "id": "1", "nickname": "Al", "content": "hi", "timestamp": AT, "x": 1}
FRAMES: list[tuple[Dialect, object, ReceivedEvent]] = [
    (PLAIN, {"sender": "Al", "content": "hi", "type": "message", "x": 1}, Message("Al", "hi")),
    (
        ENVELOPE,
        {"type": "message", "username": "Al", "message": "hi", "timestamp": AT, "x": 1},
        Message("Al", "hi"),
    ),
    (EVENTS, SAID, Message("Al", "hi")),
    (
        EVENTS,
        {"type": "history", "messages": [SAID], "complete": True},
        History((Message("Al", "hi"),), True),
    ),
    (
        EVENTS,
        {"type": "users", "users": [{"nickname": "Al", "connections": 1, "x": 1}], "user_count": 1},
        UserList((("Al", 1),)),
    ),
]


@pytest.mark.parametrize(("dialect", "frame", "received"), FRAMES)
def test_further_keys_are_ignored_where_nobody_promised_exact_ones(
    dialect: Dialect, frame: object, received: ReceivedEvent
) -> None:
    assert dialect.decode(True, json.dumps(frame).encode(), False) == received


@pytest.mark.parametrize(("dialect", "frame", "received"), FRAMES)
def test_further_keys_are_malformed_where_frames_must_be_exact(
    dialect: Dialect, frame: object, received: ReceivedEvent
) -> None:
    got = dialect.decode(True, json.dumps(frame).encode())
    assert isinstance(got, Malformed)
    assert any(why in got.why for why in ('there is no field "x"', 'the key "x" is too many'))


@pytest.mark.parametrize("is_exact", [False, True])
def test_a_key_too_few_is_malformed_in_any_case(is_exact: bool) -> None:
    received = PLAIN.decode(True, b'{"sender": "Al", "content": "hi", "x": 1}', is_exact)
    assert isinstance(received, Malformed)
