"""The rules of a room: requests of its members, and leaving."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import (
    InvalidCommand,
    Join,
    Leave,
    ListUsers,
    PingRequest,
    ReadHistory,
    SetTyping,
)
from server.core.effects import CloseConnection, SendHistory, SendToOne, SendUserList, Unsubscribe
from server.core.events import PongReply, Rejected, RejectionReason, UserLeft
from server.core.history_query import HistoryQuery
from server.ws.close_codes import CloseCode
from tests.server.support.people import ALICE, BOB, NOON, briefed, empty_room, parlour, refused

TEXTS = st.lists(st.sampled_from(["hi", "ho", "", " ", "x" * 65_536, "x" * 65_537]), max_size=6)


def test_who_is_here_is_told_to_who_asks() -> None:
    assert parlour(Alice=ALICE, Bob=BOB).handle(BOB, ListUsers()) == [SendUserList(BOB)]


def test_what_was_said_is_told_to_who_asks() -> None:
    told = parlour(Alice=ALICE).handle(ALICE, ReadHistory(17, 3))
    assert told == [SendHistory(ALICE, HistoryQuery(before=17, limit=3))]


def test_private_words_are_recalled_for_who_has_proved_their_name() -> None:
    room = empty_room()
    room.join(ALICE, briefed("Alice", is_authenticated=True))
    told = room.handle(ALICE, ReadHistory(None, 50))
    assert told == [SendHistory(ALICE, HistoryQuery(limit=50, reader="Alice"))]


def test_a_ping_is_answered_to_its_sender_alone() -> None:
    told = parlour(Alice=ALICE, Bob=BOB).handle(ALICE, PingRequest("x1"))
    assert told == [SendToOne(PongReply("x1", NOON), ALICE)]


def test_leave_is_told_to_the_others_and_then_the_line_is_closed() -> None:
    told = parlour(Alice=ALICE, Bob=BOB).handle(BOB, Leave())
    assert told == [Unsubscribe(BOB, UserLeft("Bob", NOON)), CloseConnection(BOB, CloseCode.NORMAL)]


def test_a_client_that_has_said_leave_is_in_no_longer() -> None:
    room = parlour(Alice=ALICE)
    room.handle(ALICE, Leave())
    assert ALICE not in room


def test_when_the_line_of_who_has_said_leave_ends_nothing_more_is_told() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.handle(ALICE, Leave())
    assert room.leave(ALICE) == []


def test_a_client_that_has_said_leave_says_no_more() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.handle(ALICE, Leave())
    assert room.send_messages(ALICE, ["hi"]) == []


def test_a_second_join_is_rejected() -> None:
    told = parlour(Alice=ALICE).handle(ALICE, Join("Alicia"))
    assert refused(told) == [(RejectionReason.ALREADY_JOINED, ALICE)]


@pytest.mark.parametrize(
    "why", [RejectionReason.BAD_JSON, RejectionReason.BAD_MESSAGE, RejectionReason.UNKNOWN_TYPE]
)
def test_invalid_input_is_told_to_its_sender_alone(why: RejectionReason) -> None:
    told = parlour(Alice=ALICE, Bob=BOB).handle(ALICE, InvalidCommand(why, "A sentence."))
    assert told == [SendToOne(Rejected(why, "A sentence.", NOON), ALICE)]


@given(TEXTS)
def test_all_at_once_is_said_as_one_by_one(texts: list[str]) -> None:
    room = parlour(Alice=ALICE)
    one_by_one = [effect for text in texts for effect in room.send_message(ALICE, text)]
    assert room.send_messages(ALICE, texts) in (one_by_one, None)


@given(TEXTS)
def test_only_what_is_rejected_must_be_said_one_by_one(texts: list[str]) -> None:
    room = parlour(Alice=ALICE)
    is_refused = any(refused(room.send_message(ALICE, text)) for text in texts)
    assert (room.send_messages(ALICE, texts) is None) == is_refused


def test_while_somebody_types_all_is_said_one_by_one() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.handle(BOB, SetTyping(True))
    assert room.send_messages(ALICE, ["hi"]) is None
