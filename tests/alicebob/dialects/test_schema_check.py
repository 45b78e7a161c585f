"""The suite's reading of the protocol's document."""

import json
from pathlib import Path

import pytest

from alicebob.dialects import schema_check
from alicebob.dialects.schema_check import check
from alicebob.installed import PROTOCOL_DOCUMENT

MESSAGES = json.loads(PROTOCOL_DOCUMENT.read_bytes())["components"]["messages"]
EXAMPLES = [
    (name.partition(".")[0], one["payload"])
    for name, message in MESSAGES.items()
    for one in message["examples"]
    if ".server." in name
]
SAID = {"sender": "Alice", "content": "Hi", "type": "message"}
TOLD = {
    "type": "message",
    "id": "1795272564123456",
    "nickname": "Alice",
    "content": "Hi",
    "timestamp": "2026-11-21T14:49:24.123456Z",
}
WRAPPED = {
    "type": "message",
    "username": "ann",
    "message": "Hi",
    "timestamp": "2026-11-21T14:49:24.123456Z",
}
OTHERWISE = {
    "plain": [
        {**SAID, "extra": 1},
        {"sender": "Alice", "type": "message"},
        {**SAID, "type": "msg"},
        {**SAID, "type": 5},
        {**SAID, "content": 5},
        {**SAID, "content": " \n"},
        {**SAID, "content": "x" * 65_537},
        {**SAID, "sender": " Alice"},
        {**SAID, "sender": "System"},
        {**SAID, "type": "notification"},
        {**SAID, "type": "error"},
        [SAID],
    ],
    "events": [
        {**TOLD, "extra": 1},
        {**TOLD, "id": 1795272564123456},
        {**TOLD, "id": "17"},
        {**TOLD, "timestamp": "2026-11-21T14:49:24Z"},
        {**TOLD, "timestamp": "2026-11-21T14:49:24.123456+00:00"},
        {**TOLD, "type": "private"},
        {"type": "history", "messages": [SAID], "complete": True},
        {"type": "history", "messages": [TOLD], "complete": 1},
        {"type": "users", "users": [{"nickname": "Alice"}], "user_count": 1},
        {"type": "users", "users": [], "user_count": -1},
        {"type": "error", "code": "oops", "content": "A sentence.", "timestamp": TOLD["timestamp"]},
        "Invalid message",
    ],
    "envelope": [
        {**WRAPPED, "message": ""},
        {**WRAPPED, "type": "join"},
        {**WRAPPED, "timestamp": None},
        {"type": "message", "username": "ann", "message": "Hi"},
        "Message too long",
        "",
    ],
}


def on_the_wire(payload: object) -> bytes:
    return (payload if isinstance(payload, str) else json.dumps(payload)).encode()


@pytest.mark.parametrize(("dialect", "payload"), EXAMPLES)
def test_every_example_fits(dialect: str, payload: object) -> None:
    assert check(dialect, on_the_wire(payload)) is None


@pytest.mark.parametrize(
    ("dialect", "payload"),
    [(dialect, payload) for dialect, payloads in OTHERWISE.items() for payload in payloads],
)
def test_whatever_is_otherwise_does_not(dialect: str, payload: object) -> None:
    assert check(dialect, on_the_wire(payload))


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (b"hello", "it is not a JSON object: "),
        (b"\xff", "it is not UTF-8: "),
        (b'"Hi"', "it is not a JSON object"),
        (b'{"type":"message","type":"message"}', "it is not a JSON object: a key occurs twice"),
        (b"[" * 100_000, "it is not a JSON object: "),
        (b'{"type":["a"]}', 'there is no frame of type ["a"] in plain; allowed: message, '),
        (b"{}", "the field type is missing"),
    ],
)
def test_it_says_why_not(payload: bytes, why: str) -> None:
    assert (check("plain", payload) or "").startswith(why)


NOTICE = {"sender": "Bob", "content": "Bob came", "type": "notification"}
OTHER = {**TOLD, "id": "1795272564123457"}


def history(*messages: object) -> dict[str, object]:
    return {"type": "history", "messages": list(messages), "complete": True}


@pytest.mark.parametrize(
    ("dialect", "payload", "why"),
    [
        ("plain", {**SAID, "content": 5}, "content is 5; allowed: a text (The text of a message:"),
        ("plain", NOTICE, 'content is "Bob came"; allowed: a text that matches ^.+ (joined|left)'),
        ("plain", {**SAID, "extra": 1}, 'there is no field "extra"; allowed: type, sender, cont'),
        ("plain", {"type": "message", "sender": "Al"}, "the field content is missing"),
        (
            "envelope",
            {**WRAPPED, "timestamp": "yesterday"},
            'timestamp is "yesterday"; allowed: RFC 3339, UTC, to the microsecond',
        ),
        (
            "envelope",
            {**WRAPPED, "username": "server", "timestamp": 5},
            "timestamp is 5; allowed: a text (RFC 3339, UTC",
        ),
        ("envelope", "No message", 'the frame is "No message"; allowed: one of "Invalid message"'),
        ("events", history(TOLD, {**OTHER, "id": "17"}), 'messages[1].id is "17"; allowed: '),
        (
            "events",
            history(TOLD, {**OTHER, "type": "system"}),
            'messages[1].type is "system"; allowed: one of "message", "private"',
        ),
        (
            "events",
            history(TOLD, {**OTHER, "type": "private"}),
            "the field messages[1].to is missing",
        ),
        ("events", history("Hi"), 'messages[0] is "Hi"; allowed: an object'),
        ("events", {**TOLD, "nickname": ""}, 'nickname is ""; allowed: at least 1 character'),
        (
            "events",
            {
                "type": "user_left",
                "nickname": "A",
                "timestamp": TOLD["timestamp"],
                "user_count": -1,
            },
            "user_count is -1; allowed: at least 0",
        ),
    ],
)
def test_the_field_is_named_with_what_came_and_what_is_allowed(
    dialect: str, payload: object, why: str
) -> None:
    assert (check(dialect, on_the_wire(payload)) or "").startswith(why)


def test_a_long_text_is_told_with_its_length() -> None:
    why = check("events", on_the_wire({**TOLD, "content": "x" * 65_537})) or ""
    assert "(65,537 characters); allowed: at most 65,536 characters" in why
    assert len(why) < 160


def test_only_the_form_that_a_frame_is_meant_for_is_told() -> None:
    """A notice about Bob is not blamed for not being an announcement of the server."""
    assert '"server"' not in (check("plain", on_the_wire(NOTICE)) or "")


@pytest.mark.parametrize("payload", [b"", b"\xff\x00", b"anything"])
def test_an_echo_may_be_anything(payload: bytes) -> None:
    assert check("echo", payload) is None


def test_an_unknown_dialect_is_not_judged() -> None:
    with pytest.raises(KeyError):
        check("morse", b"...")


def test_without_a_document_nothing_is_judged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(schema_check, "PROTOCOL_DOCUMENT", tmp_path / "asyncapi.json")
    schema_check._forms.cache_clear()
    with pytest.raises(OSError, match=r"asyncapi\.json"):
        check("plain", b"not remembered")
