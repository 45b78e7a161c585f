"""The rules of a room: what its people may ask of it, and how they take their leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.commands import AskHistory, AskWho, Join, Leave, Nonsense, Ping, Type
from server.core.effects import Exit, HangUp, Recall, TellWho, ToOne
from server.core.events import Left, Ponged, Refusal, Refused
from server.core.history_query import Query
from server.ws.close_codes import CloseCode
from tests.server.support.people import ALICE, BOB, NOON, briefed, empty_room, parlour, refused

TEXTS = st.lists(st.sampled_from(["hi", "ho", "", " ", "x" * 65_536, "x" * 65_537]), max_size=6)


def test_who_is_here_is_told_to_who_asks() -> None:
    assert parlour(Alice=ALICE, Bob=BOB).obey(BOB, AskWho()) == [TellWho(BOB)]


def test_what_was_said_is_told_to_who_asks() -> None:
    told = parlour(Alice=ALICE).obey(ALICE, AskHistory(17, 3))
    assert told == [Recall(ALICE, Query(before=17, limit=3))]


def test_private_words_are_recalled_for_who_has_proved_their_name() -> None:
    room = empty_room()
    room.join(ALICE, briefed("Alice", is_proven=True))
    told = room.obey(ALICE, AskHistory(None, 50))
    assert told == [Recall(ALICE, Query(limit=50, reader="Alice"))]


def test_a_ping_is_answered_to_its_sender_alone() -> None:
    told = parlour(Alice=ALICE, Bob=BOB).obey(ALICE, Ping("x1"))
    assert told == [ToOne(Ponged("x1", NOON), ALICE)]


def test_leave_is_told_to_the_others_and_then_the_line_is_closed() -> None:
    told = parlour(Alice=ALICE, Bob=BOB).obey(BOB, Leave())
    assert told == [Exit(BOB, Left("Bob", NOON)), HangUp(BOB, CloseCode.NORMAL)]


def test_whoever_has_said_leave_is_in_no_longer() -> None:
    room = parlour(Alice=ALICE)
    room.obey(ALICE, Leave())
    assert ALICE not in room


def test_when_the_line_of_who_has_said_leave_ends_nothing_more_is_told() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.obey(ALICE, Leave())
    assert room.leave(ALICE) == []


def test_whoever_has_said_leave_says_no_more() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.obey(ALICE, Leave())
    assert room.say_all(ALICE, ["hi"]) == []


def test_a_second_join_is_refused() -> None:
    told = parlour(Alice=ALICE).obey(ALICE, Join("Alicia"))
    assert refused(told) == [(Refusal.ALREADY_JOINED, ALICE)]


@pytest.mark.parametrize("why", [Refusal.BAD_JSON, Refusal.BAD_MESSAGE, Refusal.UNKNOWN_TYPE])
def test_nonsense_is_told_to_its_sender_alone(why: Refusal) -> None:
    told = parlour(Alice=ALICE, Bob=BOB).obey(ALICE, Nonsense(why, "A sentence."))
    assert told == [ToOne(Refused(why, "A sentence.", NOON), ALICE)]


@given(TEXTS)
def test_all_at_once_is_said_as_one_by_one(texts: list[str]) -> None:
    room = parlour(Alice=ALICE)
    one_by_one = [delivery for text in texts for delivery in room.say(ALICE, text)]
    assert room.say_all(ALICE, texts) in (one_by_one, None)


@given(TEXTS)
def test_only_what_is_refused_must_be_said_one_by_one(texts: list[str]) -> None:
    room = parlour(Alice=ALICE)
    is_refused = any(refused(room.say(ALICE, text)) for text in texts)
    assert (room.say_all(ALICE, texts) is None) == is_refused


def test_while_somebody_types_all_is_said_one_by_one() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.obey(BOB, Type(True))
    assert room.say_all(ALICE, ["hi"]) is None
