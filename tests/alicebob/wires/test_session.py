"""One connection on a described wire: the way in, answers, counters, and what fits nothing."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alicebob.model.received import RejectionReason
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.session import CannotSay, WireSession
from tests.alicebob.support.real_wires import ACTION_CABLE, AXUM, PHOENIX, SIGNALR, SOCKET_IO
from tests.alicebob.support.wires import MINIMAL, heard, malformed, session, wire

FULL = """
[wire]
url = "/ws"
say.text = "{text}"
whisper.text = "/msg {to} {text}"
leave.json = '{"leave": "{room}", "n": "{ref:int}"}'
typing.start.text = "/typing"
typing.stop.text = "/silent"
ping.json = '{"ping": "{nonce}"}'
users.text = "/who"
history.json = '{"last": "{limit:int}", "before": "{before}"}'
[[wire.every]]
seconds = 20
send.text = "beat {ref}"
[[wire.every]]
seconds = 30
send.text = "drum"
[[wire.reply]]
to.json = '{"challenge": "{seed:json}"}'
send.json = '{"answer": "{seed:json}", "of": "{user}"}'
[[hear]]
as = "refused"
reason = "the message is too long"
text = "error: {text}"
[[hear]]
as = "pong"
json = '{"pong": "{nonce}"}'
[[hear]]
as = "here"
text = "{count:int} online"
[[hear]]
as = "past"
json = '''{"log": {"$each": {"by": "{user}", "text": "{text}", "id": "{id:int}"}},
  "all": "{complete:bool}"}'''
[[hear]]
as = "typing"
json = '{"user": "{user}", "typing": "{typing:bool}"}'
[[hear]]
as = "private"
json = '{"from": "{user}", "to": "{to}", "text": "{text}", "at": "{at:json}"}'
[[hear]]
as = "welcome"
text = "Welcome!"
"""

SEVERAL_STEPS = """
[wire]
url = "/ws"
say.text = "{session} {text}"
[[wire.enter]]
send.text = "hello"
[[wire.enter]]
send.text = "name {user}"
[[wire.enter]]
await.json = '{"hello": "{me}", "session": "{session:int}"}'
hear = true
[[wire.enter]]
send.text = "join {session} {ref}"
[[hear]]
as = "refused"
reason = "the name is taken"
text = "taken"
[[hear]]
as = "here"
json = '{"users": "{users:list}"}'
[[hear]]
as = "message"
text = "{user}: {text}"
"""


def test_everything_that_users_do_has_its_frame() -> None:
    chat = session(FULL)
    assert chat.say("hi") == "hi"
    assert chat.whisper("Bob", "psst") == "/msg Bob psst"
    assert chat.leave() == '{"leave":"lobby","n":3}'
    assert (chat.typing(True), chat.typing(False), chat.users()) == ("/typing", "/silent", "/who")
    assert (chat.ping("x"), chat.ping()) == ('{"ping":"x"}', "{}")
    assert chat.history(5) == '{"last":5}'
    assert chat.history(before="9") == '{"before":"9"}'


@pytest.mark.parametrize(
    ("frame", "meaning"),
    [
        (
            "error: 99 bytes",
            Heard(HeardKind.REFUSED, text="99 bytes", reason=RejectionReason.TOO_LONG),
        ),
        ('{"pong": "x"}', Heard(HeardKind.PONG, nonce="x")),
        ("3 online", Heard(HeardKind.HERE, count=3)),
        ('{"user": "Bob", "typing": false}', Heard(HeardKind.TYPING, user="Bob", is_typing=False)),
        (
            '{"from": "Bob", "to": "Al", "text": "psst", "at": 1.5}',
            Heard(HeardKind.PRIVATE, user="Bob", to="Al", text="psst", at="1.5"),
        ),
        (
            '{"log": [{"by": "Bob", "text": "a", "id": 1}], "all": true}',
            Heard(
                HeardKind.PAST,
                past=(Heard(HeardKind.PAST, user="Bob", text="a", id="1"),),
                complete=True,
            ),
        ),
        ('{"log": [], "all": false}', Heard(HeardKind.PAST, past=(), complete=False)),
        ("Welcome!", Heard(HeardKind.WELCOME)),
    ],
)
def test_a_frame_has_its_meaning(frame: str, meaning: Heard) -> None:
    assert heard(session(FULL), frame) == [meaning]


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (lambda chat: chat.whisper("Bob", "hi"), "whisper"),
        (WireSession.leave, "leave"),
        (lambda chat: chat.typing(True), "typing.start"),
        (lambda chat: chat.typing(False), "typing.stop"),
        (WireSession.ping, "ping"),
        (WireSession.users, "users"),
        (WireSession.history, "history"),
    ],
)
def test_what_has_no_frame_cannot_be_said(act: object, key: str) -> None:
    assert callable(act)
    with pytest.raises(CannotSay, match=f"the wire has no {key}: describe it in"):
        act(session(MINIMAL))


def test_a_server_s_question_is_answered_with_what_it_asked() -> None:
    reception = session(FULL).received(True, b'{"challenge": [1, null]}')
    assert reception.send == ['{"answer":[1,null],"of":"Alice"}']
    assert (reception.heard, reception.malformed) == ([], None)


def test_half_a_surrogate_pair_in_a_text_is_replaced() -> None:
    answer = next(line for line in FULL.splitlines() if "answer" in line)
    chat = session(FULL.replace(answer, 'send.text = "{seed}"'))
    assert chat.received(True, b'{"challenge": "a\\ud800"}').send == ["a?"]


def test_a_list_may_have_numbers_for_names() -> None:
    text = MINIMAL + '[[hear]]\nas = "here"\njson = \'{"$each": "{number:int}"}\''
    chat = session(text.replace('\ntext = "{text}"', '\ntext = "say {text}"'))
    assert heard(chat, "[1, 2]") == [Heard(HeardKind.HERE, users=("1", "2"))]


def test_a_refusal_of_somebody_who_is_in_shuts_nobody_out() -> None:
    assert session(FULL).received(True, b"error: 99 bytes").refused is None


def test_an_awaited_number_is_that_of_the_frame_of_its_step() -> None:
    steps = '[[wire.enter]]\nsend.text = "a {ref}"\n[[wire.enter]]\nsend.text = "b {ref}"\n'
    chat = session(MINIMAL.replace("[[hear", steps + 'await.text = "{ref} ok"\n[[hear'))
    assert chat.opened() == ["a 1", "b 2"]
    assert not chat.received(True, b"1 ok").is_in
    assert chat.received(True, b"2 ok").is_in


def test_half_a_surrogate_pair_is_answered_with_something_that_can_be_sent() -> None:
    [answer] = session(FULL).received(True, b'{"challenge": "\\ud800"}').send
    assert answer.encode().startswith(b'{"answer":"\\ud800"')


def test_frames_are_due_at_their_times_and_never_in_arrears() -> None:
    chat = session(FULL)
    assert chat.due(0) == ([], 20)
    assert chat.due(20.5) == (["beat 1"], 30)
    assert chat.due(21) == ([], 30)
    assert chat.due(100) == (["beat 2", "drum"], 120)
    assert session(MINIMAL).due(100) == ([], None)


def test_a_clock_that_goes_back_makes_nothing_due_again() -> None:
    chat = session(FULL)
    chat.due(100)
    assert chat.due(50) == ([], 120)
    assert chat.due(101) == ([], 120)


def test_nothing_is_due_on_the_way_in() -> None:
    chat = session(PHOENIX)
    chat.opened()
    assert chat.due(30) == ([], 60)
    chat.received(True, b'["1","1","room:lobby","phx_reply",{"status":"ok"}]')
    assert chat.due(59) == ([], 60)
    assert len(chat.due(60)[0]) == 1


def test_steps_that_await_nothing_are_taken_at_once() -> None:
    chat = session(SEVERAL_STEPS)
    assert chat.opened() == ["hello", "name Alice"]
    reception = chat.received(True, b'{"hello": "Alice2", "session": 5, "users": ["Bob"]}')
    assert reception.send == ["join 5 3"]
    assert reception.is_in
    assert reception.heard == [Heard(HeardKind.HERE, users=("Bob",))]
    assert chat.me == "Alice2"
    assert chat.say("hi") == "5 hi"


def test_what_others_say_on_the_way_in_is_heard() -> None:
    chat = session(SEVERAL_STEPS)
    chat.opened()
    reception = chat.received(True, b"Bob: hi")
    assert reception.heard == [Heard(HeardKind.MESSAGE, user="Bob", text="hi")]
    assert not reception.is_in


def test_a_refusal_on_the_way_in_may_be_one_of_the_meanings() -> None:
    chat = session(SEVERAL_STEPS)
    chat.opened()
    reception = chat.received(True, b"taken")
    assert reception.refused == "taken"
    assert reception.heard == [Heard(HeardKind.REFUSED, reason=RejectionReason.NAME_TAKEN)]


def test_a_frame_that_fits_nothing_is_told_with_the_nearest() -> None:
    chat = session(FULL)
    nearest = 'no [[hear]] fits; nearest is "private" (line 38): at text: 5 is not a text'
    assert malformed(chat, '{"from": "Bob", "to": "Al", "at": 1, "text": 5}') == nearest
    assert '"refused" (line 21): "error: " is expected' in malformed(chat, "What?")


def test_on_the_way_in_the_nearest_may_be_what_is_awaited() -> None:
    chat = session(SOCKET_IO)
    why = '"await" (line 8): the key "sid" is missing'
    assert malformed(chat, '0{"id":"a"}') == f"no [[hear]] fits; nearest is {why}"


def test_a_frame_with_several_messages_tells_those_that_fit() -> None:
    text = MINIMAL.replace("say.text", 'separator = "|"\nsay.text')
    chat = session(text.replace('\ntext = "{text}"', '\ntext = ">{text}"'))
    reception = chat.received(True, b"|>a|b|c|>d|")
    assert [each.text for each in reception.heard] == ["a", "d"]
    assert reception.malformed is not None
    assert 'where "b" came' in reception.malformed


@pytest.mark.parametrize(
    ("is_text", "payload", "why"),
    [(False, b"hi", "it is a binary frame"), (True, b"\xff", "it is not UTF-8")],
)
def test_only_texts_are_read(is_text: bool, payload: bytes, why: str) -> None:
    assert session(MINIMAL).received(is_text, payload).malformed == why


def test_a_client_without_a_name_leaves_it_out() -> None:
    chat = session(AXUM, user=None)
    assert chat.opened() == [""]
    assert chat.me is None


ALL = [FULL, SEVERAL_STEPS, SOCKET_IO, PHOENIX, SIGNALR, AXUM, ACTION_CABLE, MINIMAL]
PIECES = st.sampled_from(
    [
        *('{"', '":', '"}', "[", "]", ",", "null", "42", "0", ": ", "\x1e", "\\", "Al", "5"),
        *('{"sid":"a"}', '{"type":"welcome"}', '"text"', '"user"', '"challenge"', "{}", '"$each"'),
        *("\ud800".encode("unicode_escape").decode(), "\u2028", "{text}", "room:lobby", " joined."),
    ]
)


@given(st.sampled_from(ALL), st.lists(st.lists(PIECES).map("".join) | st.text(), max_size=4))
def test_no_frame_raises_anything(text: str, frames: list[str]) -> None:
    chat = WireSession(wire(text), "Al", "lobby", 5, names)
    chat.opened()
    for frame in frames:
        reception = chat.received(True, frame.encode(errors="replace"))
        assert all(each.encode() for each in reception.send)


@given(st.sampled_from(ALL), st.binary(max_size=20))
def test_no_bytes_raise_anything(text: str, payload: bytes) -> None:
    chat = WireSession(wire(text), None, None, None)
    chat.opened()
    chat.received(True, payload)


def names() -> Collection[str]:
    return ["Al", "Al: ", ""]
