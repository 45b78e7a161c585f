"""The events dialect as the suite reads it: exact, to the last key."""

import json

import pytest

from alicebob.dialects.events import EVENTS, EVENTS_BY_MESSAGE
from alicebob.model.received import (
    Announcement,
    History,
    Malformed,
    Message,
    Pong,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from alicebob.model.sent import (
    ClientMessage,
    Join,
    Leave,
    ListUsers,
    Ping,
    ReadHistory,
    SendMessage,
    SetTyping,
)

AT = "2026-11-21T14:49:24.123456Z"
MESSAGE = {"type": "message", "id": "17", "nickname": "Al", "content": "hi", "timestamp": AT}
PRIVATE = {**MESSAGE, "type": "private", "to": "Bob"}
JOINED = {"type": "user_joined", "nickname": "Al", "timestamp": AT, "user_count": 1}
HISTORY = {"type": "history", "messages": [MESSAGE], "complete": True}
USERS = {"type": "users", "users": [{"nickname": "Al", "connections": 2}], "user_count": 1}
TYPING = {"type": "typing", "nickname": "Al", "typing": True}
PONG = {"type": "pong", "nonce": "x", "timestamp": AT}
ERROR = {"type": "error", "code": "too-long", "content": "Too long.", "timestamp": AT}
SYSTEM = {"type": "system", "content": "Welcome", "timestamp": AT}


def understood(fields: object) -> ReceivedEvent:
    return EVENTS.decode(True, json.dumps(fields).encode())


@pytest.mark.parametrize(
    ("fields", "received"),
    [
        (MESSAGE, Message("Al", "hi")),
        (PRIVATE, PrivateMessage("Al", "Bob", "hi")),
        (JOINED, UserJoined("Al")),
        ({**JOINED, "type": "user_left", "user_count": 0}, UserLeft("Al")),
        (HISTORY, History((Message("Al", "hi"),), True)),
        ({**HISTORY, "messages": [], "complete": False}, History((), False)),
        ({**HISTORY, "messages": [PRIVATE]}, History((PrivateMessage("Al", "Bob", "hi"),), True)),
        (USERS, UserList((("Al", 2),))),
        ({"type": "users", "users": [], "user_count": 0}, UserList(())),
        (TYPING, TypingChanged("Al", True)),
        (PONG, Pong("x")),
        ({"type": "pong", "timestamp": AT}, Pong(None)),
        (ERROR, Rejected(RejectionReason.TOO_LONG)),
        (SYSTEM, Announcement("Welcome")),
        ({**MESSAGE, "timestamp": "2026-11-21T14:49:24Z"}, Message("Al", "hi")),
    ],
)
def test_a_proper_frame_is_decoded(fields: object, received: ReceivedEvent) -> None:
    assert understood(fields) == received


def test_what_stands_beside_a_message_is_kept() -> None:
    received = understood(MESSAGE)
    assert isinstance(received, Message)
    assert (received.id, received.at) == ("17", AT)


def test_the_count_beside_a_notice_is_kept() -> None:
    received = understood({**JOINED, "user_count": 7})
    assert isinstance(received, UserJoined)
    assert received.count == 7


MALFORMED = {
    "a list": [MESSAGE],
    "no type": {key: value for key, value in MESSAGE.items() if key != "type"},
    "an unknown type": {**MESSAGE, "type": "shout"},
    "a type that is a list": {**MESSAGE, "type": ["message"]},
    "a key too many": {**MESSAGE, "user_count": 1},
    "a key too few": {key: value for key, value in MESSAGE.items() if key != "id"},
    "an id that is a number": {**MESSAGE, "id": 17},
    "an id with a blank": {**MESSAGE, "id": "a 1"},
    "an id in other digits": {**MESSAGE, "id": "١٢"},
    "an id of 129 characters": {**MESSAGE, "id": "1" * 129},
    "an empty id": {**MESSAGE, "id": ""},
    "a time without Z": {**MESSAGE, "timestamp": "2026-11-21T14:49:24"},
    "a time elsewhere": {**MESSAGE, "timestamp": "2026-11-21T14:49:24+00:00"},
    "a time that is a number": {**MESSAGE, "timestamp": 1},
    "a time of the day": {**MESSAGE, "timestamp": "14:49:24Z"},
    "a content that is null": {**MESSAGE, "content": None},
    "a private message without its recipient": {**MESSAGE, "type": "private"},
    "a message with an addressee": {**MESSAGE, "to": "Bob"},
    "a count that is a text": {**JOINED, "user_count": "1"},
    "a count that is true": {**JOINED, "user_count": True},
    "a negative count": {**JOINED, "user_count": -1},
    "a notice without a count": {key: v for key, v in JOINED.items() if key != "user_count"},
    "a history of notices": {**HISTORY, "messages": [JOINED]},
    "a history of texts": {**HISTORY, "messages": ["hi"]},
    "a history that is an object": {**HISTORY, "messages": {}},
    "a history with a bad message": {**HISTORY, "messages": [{**MESSAGE, "id": 1}]},
    "a history that is complete perhaps": {**HISTORY, "complete": 1},
    "a history with a time": {**HISTORY, "timestamp": AT},
    "a list of names alone": {**USERS, "users": ["Al"]},
    "a list with another count": {**USERS, "user_count": 2},
    "a list with a name twice": {**USERS, "users": USERS["users"] * 2, "user_count": 2},  # type: ignore[operator]
    "a list with no connection": {**USERS, "users": [{"nickname": "Al", "connections": 0}]},
    "typing with a time": {**TYPING, "timestamp": AT},
    "typing with the value perhaps": {**TYPING, "typing": "true"},
    "a pong with a number": {**PONG, "nonce": 7},
    "an unknown code": {**ERROR, "code": "sorry"},
    "an error without a sentence": {**ERROR, "content": " "},
    "an error without a time": {key: value for key, value in ERROR.items() if key != "timestamp"},
}


@pytest.mark.parametrize("fields", MALFORMED.values(), ids=MALFORMED.keys())
def test_anything_else_is_malformed(fields: object) -> None:
    assert isinstance(understood(fields), Malformed)


def test_a_binary_frame_is_malformed_whatever_is_in_it() -> None:
    received = EVENTS.decode(False, json.dumps(MESSAGE).encode())
    assert isinstance(received, Malformed)


@pytest.mark.parametrize(
    ("client_message", "fields"),
    [
        (Join("Al"), {"type": "join", "nickname": "Al"}),
        (Leave(), {"type": "leave"}),
        (SendMessage("hi"), {"type": "message", "content": "hi"}),
        (SendMessage("hi", to="Bob"), {"type": "message", "content": "hi", "to": "Bob"}),
        (SendMessage("hi", client_id="c"), {"type": "message", "content": "hi", "client_id": "c"}),
        (
            SendMessage("hi", claimed="Al", at="1999-12-31T23:59:59Z"),
            {
                "type": "message",
                "content": "hi",
                "nickname": "Al",
                "sender": "Al",
                "timestamp": "1999-12-31T23:59:59Z",
                "id": "0000000000000001",
            },
        ),
        (SendMessage("", to=""), {"type": "message", "content": "", "to": ""}),
        (SetTyping(False), {"type": "typing", "typing": False}),
        (ListUsers(), {"type": "users"}),
        (ReadHistory(), {"type": "history"}),
        (ReadHistory("9", 3), {"type": "history", "before": "9", "limit": 3}),
        (Ping(), {"type": "ping"}),
        (Ping("x"), {"type": "ping", "nonce": "x"}),
    ],
)
def test_every_message_is_a_frame(client_message: ClientMessage, fields: object) -> None:
    assert json.loads(EVENTS.encode(client_message)) == fields


def test_clients_join_at_two_addresses() -> None:
    ways = [(way.path("Al", "den"), way.subprotocol) for way in (EVENTS, EVENTS_BY_MESSAGE)]
    assert ways == [("/chat?user=Al&room=den", "chat.events"), ("/ws?room=den", None)]
