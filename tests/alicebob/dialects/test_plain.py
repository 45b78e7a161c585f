"""The plain dialect as the suite reads it: exact, to the last key."""

import json

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.dialects.registry import by_name
from alicebob.model.received import (
    Announcement,
    Malformed,
    Message,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from alicebob.model.sent import SendMessage


def frame(sender: object, content: object, kind: object, **more: object) -> bytes:
    return json.dumps({"sender": sender, "content": content, "type": kind, **more}).encode()


def understood(payload: bytes, is_text: bool = True) -> ReceivedEvent:
    return PLAIN.decode(is_text, payload)


@pytest.mark.parametrize(
    ("payload", "received"),
    [
        (frame("Alice", "hi", "message"), Message("Alice", "hi")),
        (frame("Bob", "Bob joined the chat", "notification"), UserJoined("Bob")),
        (frame("Bob", "Bob left the chat", "notification"), UserLeft("Bob")),
        (frame("server", "Invalid message", "error"), Rejected(RejectionReason.INVALID)),
        (frame("Bob", "Bob left the chat", "message"), Message("Bob", "Bob left the chat")),
        (frame("a\u0000\u2028", "\U0001f98a", "message"), Message("a\u0000\u2028", "\U0001f98a")),
        (frame("server", "Tea is ready", "notification"), Announcement("Tea is ready")),
        (b' {"type":"message", "content":"", "sender":"" }\n', Message("", "")),
    ],
)
def test_a_proper_frame_is_decoded(payload: bytes, received: ReceivedEvent) -> None:
    assert understood(payload) == received


MALFORMED = {
    "no JSON": b"hello",
    "nothing": b"",
    "half a frame": b'{"sender": "Alice", "content": "hi"',
    "two frames in one": frame("Alice", "hi", "message") * 2,
    "no UTF-8": b'{"sender": "Alice", "content": "caf\xe9", "type": "message"}',
    "a byte order mark": b"\xef\xbb\xbf" + frame("Alice", "hi", "message"),
    "a list": b'["Alice", "hi", "message"]',
    "a text": b'"hi"',
    "null": b"null",
    "no keys": b"{}",
    "a key too few": b'{"sender": "Alice", "content": "hi"}',
    "a key too many": frame("Alice", "hi", "message", timestamp="now"),
    "another key": b'{"user": "Alice", "content": "hi", "type": "message"}',
    "a key in another case": b'{"Sender": "Alice", "content": "hi", "type": "message"}',
    "a key twice": b'{"sender": "A", "sender": "A", "content": "hi", "type": "message"}',
    "a number for a text": frame("Alice", 7, "message"),
    "null for a text": frame("Alice", None, "message"),
    "an object for a text": frame("Alice", {"text": "hi"}, "message"),
    "a number for a name": frame(7, "hi", "message"),
    "a number for a type": frame("Alice", "hi", 1),
    "an unknown type": frame("Alice", "hi", "whisper"),
    "a type in another case": frame("Alice", "hi", "Message"),
    "a notice about another": frame("Bob", "Alice joined the chat", "notification"),
    "a notice in other words": frame("Bob", "Bob has joined the chat", "notification"),
    "a notice with a full stop": frame("Bob", "Bob joined the chat.", "notification"),
    "another refusal": frame("server", "You may not", "error"),
    "an error of somebody": frame("Alice", "Invalid message", "error"),
}


@pytest.mark.parametrize("payload", MALFORMED.values(), ids=MALFORMED.keys())
def test_anything_else_is_malformed(payload: bytes) -> None:
    assert isinstance(understood(payload), Malformed)


def test_a_binary_frame_is_malformed_whatever_is_in_it() -> None:
    assert isinstance(understood(frame("Alice", "hi", "message"), is_text=False), Malformed)


def test_a_malformed_frame_keeps_its_text() -> None:
    received = understood(b"caf\xe9")
    assert isinstance(received, Malformed)
    assert received.raw == r"caf\xe9"


@pytest.mark.parametrize(
    ("user", "room", "path"),
    [
        (None, None, "/chat"),
        ("", None, "/chat?user="),
        ("Alice", None, "/chat?user=Alice"),
        ("Alice", "red", "/chat?user=Alice&room=red"),
        (None, "red", "/chat?room=red"),
        ("A B+C&D=E/F?G#H%", None, "/chat?user=A%20B%2BC%26D%3DE%2FF%3FG%23H%25"),
        ("\u00eb", None, "/chat?user=%C3%AB"),
    ],
)
def test_a_name_and_a_room_are_percent_encoded(
    user: str | None, room: str | None, path: str
) -> None:
    assert PLAIN.path(user, room) == path


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ("Alice", "Alice"),
        ("  Alice ", "Alice"),
        ("Zoe\u0308", "Zo\u00eb"),
        (None, "Anonymous"),
        ("", "Anonymous"),
        (" \t", "Anonymous"),
    ],
)
def test_the_chat_calls_people(user: str | None, name: str) -> None:
    assert PLAIN.public_name(user) == name


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("hi", None),
        (" a ", None),
        ("\x00", None),
        ("\u200b", None),
        ("", RejectionReason.INVALID),
        (" \n\u3000", RejectionReason.INVALID),
        ("x" * 65_536, None),
        ("x" * 65_537, RejectionReason.TOO_LONG),
        (" " * 65_537, RejectionReason.TOO_LONG),
    ],
)
def test_a_text_is_rejected_or_not(text: str, refusal: RejectionReason | None) -> None:
    assert PLAIN.why_rejected(text) == refusal


def test_a_text_is_encoded_as_it_is() -> None:
    assert PLAIN.encode(SendMessage('{"type": "message"}\n')) == '{"type": "message"}\n'


def test_a_dialect_is_known_by_its_name() -> None:
    assert by_name("plain").name == "plain"
