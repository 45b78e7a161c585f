"""The rules of a room: recipients of its messages."""

import pytest

from server.core.effects import Subscribe, Unsubscribe
from server.core.events import PublicMessage, RejectionReason, UserJoined, UserLeft
from server.core.rules import JoinOptions
from tests.server.support.people import ALICE, BOB, CAROL, NOON, refused, room_of

LONGEST = 65_536  # characters


def test_an_arrival_is_told_to_the_others() -> None:
    assert room_of(Alice=ALICE).join(BOB, JoinOptions("Bob")) == [
        Subscribe(BOB, UserJoined("Bob", NOON))
    ]


def test_words_are_told_to_all() -> None:
    assert room_of(Alice=ALICE, Bob=BOB).send_message(ALICE, "hi") == [PublicMessage("Alice", "hi")]


def test_a_departure_is_told_to_the_others() -> None:
    assert room_of(Alice=ALICE, Bob=BOB).leave(BOB) == [Unsubscribe(BOB, UserLeft("Bob", NOON))]


def test_a_client_that_is_not_in_leaves_nothing_behind() -> None:
    assert room_of(Alice=ALICE).leave(CAROL) == []


def test_a_second_departure_is_not_told() -> None:
    room = room_of(Alice=ALICE, Bob=BOB)
    room.leave(BOB)
    assert room.leave(BOB) == []


def test_a_namesake_is_announced_too() -> None:
    namesake = room_of(Alice=ALICE).join(BOB, JoinOptions("Alice"))
    assert namesake == [Subscribe(BOB, UserJoined("Alice", NOON))]


def test_when_a_namesake_leaves_the_other_stays() -> None:
    room = room_of(Alice=ALICE)
    room.join(BOB, JoinOptions("Alice"))
    room.leave(BOB)
    assert room.send_message(ALICE, "still here") == [PublicMessage("Alice", "still here")]


def test_a_room_knows_how_many_are_in() -> None:
    room = room_of(Alice=ALICE, Bob=BOB)
    room.leave(ALICE)
    assert len(room) == 1


def test_a_room_that_all_have_left_counts_as_nothing() -> None:
    room = room_of(Alice=ALICE)
    room.leave(ALICE)
    assert not room


@pytest.mark.parametrize("text", ["a", " a ", "\u00a0a", "0", "\x00", "\u200b", "a\n", "\ufeff"])
def test_a_text_is_kept_to_the_character(text: str) -> None:
    assert room_of(Alice=ALICE).send_message(ALICE, text) == [PublicMessage("Alice", text)]


@pytest.mark.parametrize("text", ["", " ", "\t\t", "\n\r\n", "\u3000\u2003\u00a0\u2028"])
def test_a_blank_text_is_rejected_to_its_speaker_alone(text: str) -> None:
    assert refused(room_of(Alice=ALICE).send_message(ALICE, text)) == [
        (RejectionReason.BAD_MESSAGE, ALICE)
    ]


@pytest.mark.parametrize("character", ["x", "\u00e9", "\U0001f389"])
def test_65536_characters_may_be_said(character: str) -> None:
    text = character * LONGEST
    assert room_of(Alice=ALICE).send_message(ALICE, text) == [PublicMessage("Alice", text)]


@pytest.mark.parametrize("character", ["x", "\U0001f389"])
def test_65537_characters_are_rejected(character: str) -> None:
    text = character * (LONGEST + 1)
    assert refused(room_of(Alice=ALICE).send_message(ALICE, text)) == [
        (RejectionReason.TOO_LONG, ALICE)
    ]


def test_many_spaces_are_too_long_rather_than_blank() -> None:
    text = " " * (LONGEST + 1)
    assert refused(room_of(Alice=ALICE).send_message(ALICE, text)) == [
        (RejectionReason.TOO_LONG, ALICE)
    ]
