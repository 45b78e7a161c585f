"""The envelope dialect as the suite reads it: one shape, and two bare refusals."""

import json

import pytest

from alicebob.dialects import NoWord
from alicebob.dialects.envelope import ENVELOPE
from alicebob.model.received import (
    Announced,
    Heard,
    Joined,
    Left,
    Malformed,
    Message,
    Reason,
    Refused,
)
from alicebob.model.sent import AskUsers, Join, Leave, Ping, Say, Type, Word

AT = "2026-11-21T14:49:24.123456Z"


def frame(kind: object, name: object, message: object, **more: object) -> bytes:
    fields = {"type": kind, "username": name, "message": message, "timestamp": AT, **more}
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("payload", "heard"),
    [
        (frame("join", "ann", ""), Joined("ann")),
        (frame("message", "ann", "Hi"), Message("ann", "Hi")),
        (frame("leave", "ann", ""), Left("ann")),
        (frame("message", "server", "Tea is ready"), Announced("Tea is ready")),
        (b"Invalid message", Refused(Reason.INVALID)),
        (b"Rate limit exceeded", Refused(Reason.TOO_FAST)),
    ],
)
def test_a_proper_frame_is_understood(payload: bytes, heard: Heard) -> None:
    assert ENVELOPE.understand(True, payload) == heard


@pytest.mark.parametrize(
    "payload",
    [
        b"Message too long",
        b"invalid message",
        b'"Invalid message"',
        frame("join", "ann", "hello"),
        frame("leave", "ann", None),
        frame("shout", "ann", "hi"),
        frame("message", 7, "hi"),
        frame("message", "ann", "hi", id="1"),
        frame("message", "ann", "hi", timestamp="now"),
        b'{"type": "message", "username": "ann", "message": "hi"}',
    ],
)
def test_anything_else_is_malformed(payload: bytes) -> None:
    assert isinstance(ENVELOPE.understand(True, payload), Malformed)


def test_a_refusal_in_a_binary_frame_is_malformed() -> None:
    assert isinstance(ENVELOPE.understand(False, b"Invalid message"), Malformed)


@pytest.mark.parametrize(
    ("word", "kind", "name", "message"),
    [
        (Join("ann"), "join", "ann", ""),
        (Say("Hi"), "message", "", "Hi"),
        (Leave(), "leave", "", ""),
    ],
)
def test_every_word_has_the_one_shape(word: Word, kind: str, name: str, message: str) -> None:
    fields = json.loads(ENVELOPE.utter(word))
    told = [fields.pop("type"), fields.pop("username"), fields.pop("message"), list(fields)]
    assert told == [kind, name, message, ["timestamp"]]


@pytest.mark.parametrize("word", [Say("psst", to="Bob"), Type(True), AskUsers(), Ping()])
def test_for_the_rest_it_has_no_word(word: Word) -> None:
    with pytest.raises(NoWord, match="the envelope dialect has no word"):
        ENVELOPE.utter(word)


def test_of_most_refusals_it_tells_no_more_than_that_they_are() -> None:
    told = [ENVELOPE.told(Reason.TOO_LONG), ENVELOPE.told(Reason.TOO_FAST)]
    assert told == [Reason.INVALID, Reason.TOO_FAST]


def test_the_room_is_in_the_path() -> None:
    assert [ENVELOPE.path("ann", None), ENVELOPE.path("ann", "a/b")] == [
        "/rooms/lobby",
        "/rooms/a%2Fb",
    ]
