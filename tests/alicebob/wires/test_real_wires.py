"""Chats that exist, described in the notation: what is sent to them, and what they tell."""

import pytest

from alicebob.wires.heard import Heard, HeardKind
from tests.alicebob.support.real_wires import (
    ACTION_CABLE,
    AXUM,
    FASTAPI,
    GUESTS,
    PHOENIX,
    RELAY,
    SIGNALR,
    SOCKET_IO,
)
from tests.alicebob.support.wires import heard, malformed, session, wire

MESSAGE, JOINED, LEFT = HeardKind.MESSAGE, HeardKind.JOINED, HeardKind.LEFT


def test_a_fastapi_tutorial() -> None:
    chat = session(FASTAPI)
    assert wire(FASTAPI).address("Alice", None, 7) == "/ws/7"
    assert chat.opened() == []
    assert chat.is_in
    assert chat.say("hi") == "hi"
    assert heard(
        chat, "You wrote: hi", "Client #8 says: Client #9 says: ho", "Client #8 left the chat"
    ) == [
        Heard(HeardKind.RECEIPT, text="hi"),
        Heard(MESSAGE, number="8", text="Client #9 says: ho"),
        Heard(LEFT, number="8"),
    ]


def test_a_socket_io_chat_is_entered_in_three_steps() -> None:
    chat = session(SOCKET_IO)
    assert chat.opened() == []
    assert chat.received(True, b'0{"sid":"a","upgrades":[],"pingInterval":25000}').send == ["40"]
    assert chat.received(True, b"2").send == ["3"]
    assert chat.received(True, b'40{"sid":"b"}').send == ['42["add user","Alice"]']
    assert not chat.is_in
    assert chat.received(True, b'42["login",{"numUsers":1}]').is_in
    assert chat.received(True, b"2").send == ["3"]


def test_a_socket_io_chat_refuses() -> None:
    chat = session(SOCKET_IO)
    chat.received(True, b'0{"sid":"a"}')
    refusal = chat.received(True, b'44{"message":"not today"}')
    assert (refusal.refused, refusal.is_in) == ("not today", False)


def test_a_socket_io_chat_talks() -> None:
    chat = session(SOCKET_IO)
    for frame in (b'0{"sid":"a"}', b'40{"sid":"b"}', b'42["login",{"numUsers":1}]'):
        chat.received(True, frame)
    assert chat.say('"hi"') == '42["new message","\\"hi\\""]'
    assert [chat.typing(True), chat.typing(False)] == ['42["typing"]', '42["stop typing"]']
    assert heard(
        chat,
        '42["user joined",{"username":"Bob","numUsers":2}]',
        '42["typing",{"username":"Bob"}]',
        '42["stop typing",{"username":"Bob"}]',
        '42["new message",{"username":"Bob","message":"ho"}]',
        '42["user left",{"username":"Bob","numUsers":1}]',
    ) == [
        Heard(JOINED, user="Bob", count=2),
        Heard(HeardKind.TYPING, user="Bob", is_typing=True),
        Heard(HeardKind.TYPING, user="Bob", is_typing=False),
        Heard(MESSAGE, user="Bob", text="ho"),
        Heard(LEFT, user="Bob", count=1),
    ]


def test_phoenix_counts_its_frames_and_keeps_the_number_of_the_join() -> None:
    chat = session(PHOENIX)
    assert chat.opened() == ['["1","1","room:lobby","phx_join",{}]']
    assert chat.received(
        True, b'["1","1","room:lobby","phx_reply",{"status":"ok","response":{}}]'
    ).is_in
    assert chat.due(29.0) == ([], 30)
    assert chat.due(30.0) == (['[null,"2","phoenix","heartbeat",{}]'], 60)
    shout = '["1","3","room:lobby","shout",{"name":"Alice","message":"hi"}]'
    assert chat.say("hi") == shout
    assert heard(chat, '["1","3","room:lobby","phx_reply",{"status":"ok"}]') == [
        Heard(HeardKind.IGNORE)
    ]


def test_phoenix_tells_news_from_what_is_past() -> None:
    chat = session(PHOENIX)
    chat.opened()
    chat.received(True, b'["1","1","room:lobby","phx_reply",{"status":"ok"}]')
    assert heard(
        chat,
        '["1",null,"room:lobby","presence_state",{"Bob":{"metas":[{}]},"Carol":{"metas":[]}}]',
        '["1",null,"room:lobby","shout",{"name":"Bob","message":"old"}]',
        '[null,null,"room:lobby","shout",{"name":"Bob","message":"new"}]',
        '[null,"1","phoenix","phx_reply",{"status":"ok","response":{}}]',
    ) == [
        Heard(HeardKind.HERE, users=("Bob", "Carol")),
        Heard(HeardKind.PAST, user="Bob", text="old"),
        Heard(MESSAGE, user="Bob", text="new"),
        Heard(HeardKind.IGNORE),
    ]


def test_phoenix_knows_which_frames_were_sent() -> None:
    chat = session(PHOENIX)
    chat.opened()
    assert not chat.received(True, b'["1","2","room:lobby","phx_reply",{"status":"ok"}]').is_in
    assert chat.received(True, b'["1","1","room:lobby","phx_reply",{"status":"error"}]').refused


def test_signalr_ends_each_message_with_a_separator() -> None:
    chat = session(SIGNALR)
    assert chat.opened() == ['{"protocol":"json","version":1}\x1e']
    greeting = '{}\x1e{"type":6}\x1e'
    assert heard(chat, greeting) == [Heard(HeardKind.IGNORE)]
    assert chat.is_in
    assert chat.say("hi").endswith('"arguments":["Alice","hi"]}\x1e')
    call = '{"type":1,"target":"ReceiveMessage","arguments":["Bob","%s"]}\x1e'
    assert heard(chat, call % "one" + call % "two") == [
        Heard(MESSAGE, user="Bob", text="one"),
        Heard(MESSAGE, user="Bob", text="two"),
    ]
    assert malformed(chat, '{"type":6}') == "it does not end with the separator"


def test_a_refused_signalr_handshake() -> None:
    chat = session(SIGNALR)
    refusal = chat.received(True, b'{"error":"no json here"}\x1e')
    assert refusal.refused == "no json here"


def test_a_relay_without_names_puts_messages_into_one_frame() -> None:
    chat = session(RELAY)
    assert heard(chat, "one\ntwo") == [Heard(MESSAGE, text="one"), Heard(MESSAGE, text="two")]
    assert chat.say("three") == "three"


def test_axum_takes_the_first_frame_as_the_name() -> None:
    chat = session(AXUM, names=["Al", "Al: ice"])
    assert chat.opened() == ["Alice"]
    assert heard(chat, "Bob left.") == [Heard(LEFT, user="Bob")]
    entered = chat.received(True, b"Alice joined.")
    assert (entered.is_in, entered.heard) == (True, [])
    assert heard(chat, "Al: ice: hi", "Bob: Alice joined.", "Al joined.") == [
        Heard(MESSAGE, user="Al: ice", text="hi"),
        Heard(JOINED, user="Bob: Alice"),
        Heard(JOINED, user="Al"),
    ]


def test_axum_refuses_a_name() -> None:
    chat = session(AXUM)
    chat.opened()
    assert chat.received(True, b"Username already taken.").refused == "Username already taken."


def test_action_cable_has_json_inside_json() -> None:
    chat = session(ACTION_CABLE)
    subscribe = (
        '{"command":"subscribe","identifier":"{\\"channel\\":\\"Chat\\",\\"room\\":\\"lobby\\"}"}'
    )
    assert chat.received(True, b'{"type":"welcome"}').send == [subscribe]
    assert chat.received(True, b'{"type":"confirm_subscription"}').is_in
    assert '"data":"{\\"action\\":\\"speak\\",\\"text\\":\\"hi\\"}"' in chat.say("hi")
    frame = (
        '{"identifier":"{\\"channel\\":\\"Chat\\",\\"room\\":\\"%s\\"}",'
        '"message":{"user":"Bob","text":"ho"}}'
    )
    assert heard(chat, frame % "lobby") == [Heard(MESSAGE, user="Bob", text="ho")]
    assert malformed(chat, frame % "kitchen") == (
        'no [[hear]] fits; nearest is "message" (line 17): '
        'at identifier.room: {room} is "kitchen", and must be "lobby"'
    )


def test_a_server_that_gives_names_and_a_session() -> None:
    chat = session(GUESTS)
    chat.received(True, b'{"you":"Guest3","session":5}')
    assert (chat.is_in, chat.me) == (True, "Guest3")
    assert heard(
        chat,
        '{"from":"Guest4","said":"hi","session":5.0}',
        '{"from":"Guest4","to":"Guest3","said":"psst"}',
        "Online: Guest3, Guest4.",
    ) == [
        Heard(MESSAGE, user="Guest4", text="hi"),
        Heard(HeardKind.PRIVATE, user="Guest4", text="psst"),
        Heard(HeardKind.HERE, users=("Guest3", "Guest4")),
    ]
    assert "must be 5" in malformed(chat, '{"from":"Guest4","said":"hi","session":6}')


@pytest.mark.parametrize("text", [FASTAPI, SOCKET_IO, PHOENIX, SIGNALR, RELAY, AXUM, GUESTS])
def test_each_fits_in_sixty_lines(text: str) -> None:
    assert len(text.strip().splitlines()) <= 60
