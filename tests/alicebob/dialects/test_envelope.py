"""The envelope dialect as the suite reads it: one form, and two plain rejections."""

import json

import pytest

from alicebob.dialects.base import NotSupportedByDialect
from alicebob.dialects.envelope import ENVELOPE
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
from alicebob.model.sent import ClientMessage, Join, Leave, ListUsers, Ping, SendMessage, SetTyping

AT = "2026-11-21T14:49:24.123456Z"


def frame(kind: object, name: object, message: object, **more: object) -> bytes:
    fields = {"type": kind, "username": name, "message": message, "timestamp": AT, **more}
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("payload", "received"),
    [
        (frame("join", "ann", ""), UserJoined("ann")),
        (frame("message", "ann", "Hi"), Message("ann", "Hi")),
        (frame("leave", "ann", ""), UserLeft("ann")),
        (frame("message", "server", "Tea is ready"), Announcement("Tea is ready")),
        (b"Invalid message", Rejected(RejectionReason.INVALID)),
        (b"Rate limit exceeded", Rejected(RejectionReason.TOO_FAST)),
    ],
)
def test_a_proper_frame_is_decoded(payload: bytes, received: ReceivedEvent) -> None:
    assert ENVELOPE.decode(True, payload) == received


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
    assert isinstance(ENVELOPE.decode(True, payload), Malformed)


def test_a_rejection_in_a_binary_frame_is_malformed() -> None:
    assert isinstance(ENVELOPE.decode(False, b"Invalid message"), Malformed)


@pytest.mark.parametrize(
    ("client_message", "kind", "name", "message"),
    [
        (Join("ann"), "join", "ann", ""),
        (SendMessage("Hi"), "message", "", "Hi"),
        (SendMessage("Hi", claimed="Al", at="1999-12-31T23:59:59Z"), "message", "Al", "Hi"),
        (Leave(), "leave", "", ""),
    ],
)
def test_every_message_has_the_same_form(
    client_message: ClientMessage, kind: str, name: str, message: str
) -> None:
    fields = json.loads(ENVELOPE.encode(client_message))
    told = [fields.pop("type"), fields.pop("username"), fields.pop("message"), list(fields)]
    assert told == [kind, name, message, ["timestamp"]]


@pytest.mark.parametrize(
    "client_message", [SendMessage("psst", to="Bob"), SetTyping(True), ListUsers(), Ping()]
)
def test_the_dialect_cannot_express_the_rest(client_message: ClientMessage) -> None:
    with pytest.raises(NotSupportedByDialect, match="the envelope dialect cannot express"):
        ENVELOPE.encode(client_message)


def test_most_rejections_have_no_reason() -> None:
    told = [
        ENVELOPE.rejection_reason(RejectionReason.TOO_LONG),
        ENVELOPE.rejection_reason(RejectionReason.TOO_FAST),
    ]
    assert told == [RejectionReason.INVALID, RejectionReason.TOO_FAST]


def test_the_room_is_in_the_path() -> None:
    assert [ENVELOPE.path("ann", None), ENVELOPE.path("ann", "a/b")] == [
        "/rooms/lobby",
        "/rooms/a%2Fb",
    ]
