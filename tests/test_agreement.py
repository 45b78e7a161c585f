"""Server and suite know nothing of each other; here each is held against the other's reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alicebob.data.tricky_strings import FOLDED_NAMES, NAMES, REFUSED_NAMES, TEXTS
from alicebob.dialects.plain import ANONYMOUS, PLAIN
from alicebob.model.received import Message, ReceivedEvent, Rejected, UserJoined, UserLeft
from alicebob.servers.settings import SETTINGS
from alicebob.transport.raw_frames import (
    INVALID_FRAMES,
    NOT_UTF8,
    PING,
    TEXT,
    announced,
    in_empty_pieces,
    in_pieces,
    masked,
)
from server.config.settings import read
from server.core import events, names
from server.core.effects import SendToOne
from server.core.room import Room
from server.core.rules import JoinOptions, Rules
from server.dialects import plain
from server.ws import frames
from server.ws.close_codes import CloseCode
from server.ws.frame_reader import FrameReader
from server.ws.frames import ProtocolViolation

LIMIT = 512 * 1024
people = st.text(min_size=1, max_size=10)


def code_of(data: bytes) -> CloseCode:
    """The close code with which the server answers ``data``."""
    reader = FrameReader(LIMIT)
    incoming = reader.feed(data)
    while reader.is_behind:
        incoming += reader.feed(b"")
    last = incoming[-1]
    assert isinstance(last, ProtocolViolation)
    return last.code


def understood(event: events.Event) -> ReceivedEvent:
    """Return the suite's reading of the frame in which the server sends ``event``."""
    frame = plain.encode(event)
    assert frame is not None
    return PLAIN.decode(True, frame)


@settings(max_examples=50, deadline=None)
@given(people, people)
def test_what_the_server_tells_is_what_the_suite_understands(name: str, text: str) -> None:
    told: list[events.Event] = [
        events.PublicMessage(name, text),
        events.UserJoined(name),
        events.UserLeft(name),
    ]
    assert [understood(event) for event in told] == [
        Message(name, text),
        UserJoined(name),
        UserLeft(name),
    ]


def refused(text: str) -> ReceivedEvent | None:
    """The rejection that the sender of ``text`` receives, if any."""
    room = Room[str](Rules(), lambda: 0)
    room.join("member", JoinOptions("Alice"))
    match room.send_message("member", text):
        case [SendToOne(events.Rejected() as refusal, "member")]:
            return understood(refusal)
        case _:
            return None


@pytest.mark.parametrize("why", events.RejectionReason)
def test_a_refusal_is_understood_as_one(why: events.RejectionReason) -> None:
    assert isinstance(understood(events.Rejected(why)), Rejected)


@pytest.mark.parametrize("text", ["", " \n", "\u3000", "\x00", "x" * 65_536, "x" * 65_537])
def test_both_reject_the_same_texts(text: str) -> None:
    refusal = PLAIN.why_rejected(text)
    assert refused(text) == (None if refusal is None else Rejected(refusal))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_remarkable_text_is_rejected(text: str) -> None:
    assert refused(text) is None


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_no_remarkable_name_is_rejected(name: str) -> None:
    assert names.user_name(name) == PLAIN.public_name(name)


@pytest.mark.parametrize(("name", "folded"), FOLDED_NAMES.values(), ids=FOLDED_NAMES.keys())
def test_both_fold_a_name_alike(name: str, folded: str) -> None:
    assert [names.user_name(name), PLAIN.public_name(name)] == [folded, folded]


@pytest.mark.parametrize("name", REFUSED_NAMES.values(), ids=REFUSED_NAMES.keys())
def test_every_rejected_name_is_rejected(name: str) -> None:
    with pytest.raises(names.InvalidName):
        names.user_name(name)


def test_both_call_the_nameless_the_same() -> None:
    assert names.ANONYMOUS == ANONYMOUS


@pytest.mark.parametrize("nonsense", INVALID_FRAMES.values(), ids=INVALID_FRAMES.keys())
def test_what_breaks_the_protocol_is_answered_with_1002(nonsense: bytes) -> None:
    assert code_of(nonsense) is CloseCode.PROTOCOL_ERROR


@pytest.mark.parametrize("nonsense", NOT_UTF8.values(), ids=NOT_UTF8.keys())
def test_a_text_that_is_none_is_answered_with_1007(nonsense: bytes) -> None:
    assert code_of(nonsense) is CloseCode.INVALID_TEXT


def test_a_frame_far_beyond_any_limit_is_answered_with_1009() -> None:
    assert code_of(announced(TEXT, 64 * 1024 * 1024)) is CloseCode.MESSAGE_TOO_BIG


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_message_in_pieces_is_one_message(count: int) -> None:
    pieces = in_pieces("h\u00e9llo \U0001f98a".encode(), count)
    assert FrameReader(LIMIT).feed(pieces) == ["h\u00e9llo \U0001f98a"]


def test_between_pieces_there_may_be_something_else() -> None:
    pieces = in_pieces(b"hello", 2, between=masked(PING, b"ping"))
    assert FrameReader(LIMIT).feed(pieces) == [frames.Ping(b"ping"), "hello"]


@pytest.mark.parametrize("environment", SETTINGS.values(), ids=SETTINGS.keys())
def test_every_setting_of_the_suite_is_one_of_the_server(environment: dict[str, str]) -> None:
    assert (read([], environment) != read([], {})) == bool(environment)


def test_far_too_many_pieces_are_too_many_for_the_server() -> None:
    assert code_of(in_empty_pieces(2000)) is CloseCode.POLICY_VIOLATION
