"""The plain dialect: objects with exactly three keys."""

import json

import pytest

from server.core.events import (
    Announcement,
    Event,
    History,
    PongReply,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.dialects.plain import encode


def encoded(event: Event) -> bytes:
    frame = encode(event)
    assert frame is not None
    return frame


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        (PublicMessage("Alice", "Hello!"), ["Alice", "Hello!", "message"]),
        (UserJoined("Bob"), ["Bob", "Bob joined the chat", "notification"]),
        (UserLeft("Alice"), ["Alice", "Alice left the chat", "notification"]),
        (Rejected(RejectionReason.BAD_MESSAGE), ["server", "Invalid message", "error"]),
        (Rejected(RejectionReason.TOO_LONG), ["server", "Message too long", "error"]),
        (Rejected(RejectionReason.RATE_LIMITED), ["server", "Rate limit exceeded", "error"]),
        (Rejected(RejectionReason.FULL), ["server", "Invalid message", "error"]),
        (Announcement("tea"), ["server", "tea", "notification"]),
    ],
)
def test_an_event_has_exactly_three_keys(event: Event, fields: list[str]) -> None:
    keys = ["sender", "content", "type"]
    assert list(json.loads(encoded(event)).items()) == list(zip(keys, fields, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        'she said "hello"',
        "C:\\new \\u0041",
        "one\r\ntwo\u2028three",
        "before\x00after\x1b\x7f",
        "\ufeffmarked\uffff",
        "\U0001f469\u200d\U0001f467",
        "cafe\u0301",
        '{"sender": "Bob", "content": "forged", "type": "message"}',
    ],
)
def test_a_text_comes_back_to_the_character(text: str) -> None:
    assert json.loads(encoded(PublicMessage("Alice", text)))["content"] == text


def test_a_name_with_quotes_stays_one_value() -> None:
    name = '","type":"error","x":"'
    assert json.loads(encoded(UserJoined(name)))["sender"] == name


def test_other_scripts_are_sent_as_utf8_and_not_as_escapes() -> None:
    assert "\u4f60\u597d".encode() in encoded(PublicMessage("Alice", "\u4f60\u597d"))


@pytest.mark.parametrize(
    "event",
    [
        PrivateMessage("Alice", "Bob", "psst"),
        TypingChanged("Alice", True),
        UserList(()),
        History((), True),
        PongReply("x"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_of_all_else_there_is_no_word(event: Event) -> None:
    assert encode(event) is None
