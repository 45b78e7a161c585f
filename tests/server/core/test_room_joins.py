"""The rules of a room: joining, the initial events, and taken names."""

import pytest

from server.core.effects import SendHistory, SendToOne, SendUserList, Subscribe
from server.core.events import Announcement, RejectionReason, UserJoined
from server.core.history_query import HistoryQuery
from server.core.room import Room
from server.core.rules import NEWEST, WELCOME, JoinOptions, Rules
from tests.server.support.people import (
    ALICE,
    BOB,
    CAROL,
    NOON,
    briefed,
    empty_room,
    entered,
    parlour,
    refused,
    room_of,
)

UNIQUE = Rules(unique_names=True)


def room_with(name: str) -> Room[int]:
    """Return a room of unique names, in which one is in use."""
    room = empty_room(UNIQUE)
    room.join(ALICE, JoinOptions(name))
    return room


def test_a_client_that_hears_of_their_own_arrival_is_told_like_the_others() -> None:
    join_options = JoinOptions("Bob", receives_own_join=True)
    assert room_of(Alice=ALICE).join(BOB, join_options) == [
        Subscribe(BOB, UserJoined("Bob", NOON), True)
    ]


def test_a_client_that_is_briefed_is_welcomed_then_told_of_the_past_then_of_the_people() -> None:
    assert empty_room().join(BOB, briefed("Bob")) == [
        SendToOne(Announcement(WELCOME, NOON), BOB),
        SendHistory(BOB, HistoryQuery(limit=NEWEST), True),
        SendUserList(BOB),
        Subscribe(BOB, UserJoined("Bob", NOON), True),
    ]


def test_a_client_that_comes_back_is_told_all_that_they_missed() -> None:
    told = empty_room().join(BOB, briefed("Bob", since=17))
    assert told[1] == SendHistory(BOB, HistoryQuery(after=17), True)


def test_a_client_that_knows_no_message_has_missed_all() -> None:
    told = empty_room().join(BOB, briefed("Bob", since=0))
    assert told[1] == SendHistory(BOB, HistoryQuery(), True)


def test_a_client_that_has_proved_their_name_is_shown_their_private_words_again() -> None:
    told = empty_room().join(BOB, briefed("Bob", is_authenticated=True))
    assert told[1] == SendHistory(BOB, HistoryQuery(limit=NEWEST, reader="Bob"), True)


def test_a_client_that_is_in_cannot_come_in_again() -> None:
    joined = room_of(Alice=ALICE).join(ALICE, JoinOptions("Alicia"))
    assert refused(joined) == [(RejectionReason.ALREADY_JOINED, ALICE)]


def test_a_client_that_has_left_may_come_in_again() -> None:
    room = room_of(Alice=ALICE)
    room.leave(ALICE)
    assert entered(room.join(ALICE, JoinOptions("Alicia"))) == [ALICE]


def test_names_may_be_shared_unless_the_rules_say_otherwise() -> None:
    assert not room_of(Alice=ALICE).is_taken("Alice")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Alice", "Alice"),
        ("Alice", "aLICE"),
        ("Alice", "\uff21lice"),
        ("Stra\u00dfe", "STRASSE"),
        ("Alice", "\u0410lice"),  # Cyrillic A
        ("alice", "\u0410LICE"),
        ("Alice", "AIice"),
        ("Alice", "Al\u200dice"),
        ("Bernd", "Bemd"),
        ("\u2165", "vi"),
        ("\u212b", "\u00e5"),
        (
            "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
            "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3",
        ),
    ],
)
def test_a_name_that_people_would_take_for_one_in_use_is_taken(name: str, other: str) -> None:
    assert room_with(name).is_taken(other)


@pytest.mark.parametrize("other", ["Alic\u00e9", "Alice2", "A lice"])
def test_a_name_that_differs_is_free(other: str) -> None:
    assert not room_with("Alice").is_taken(other)


@pytest.mark.parametrize("name", ["s\u0435rver", "\u0455\u0443stem", "Systern"])
def test_a_name_that_looks_like_a_reserved_one_is_taken(name: str) -> None:
    assert empty_room(UNIQUE).is_taken(name)


def test_a_name_that_looks_like_one_of_a_user_who_has_left_is_free() -> None:
    room = room_with("Alice")
    room.leave(ALICE)
    assert not room.is_taken("AIice")


def test_a_client_that_comes_under_a_taken_name_is_rejected() -> None:
    assert refused(room_with("Alice").join(BOB, JoinOptions("ALICE"))) == [
        (RejectionReason.NAME_TAKEN, BOB)
    ]


def test_a_client_that_was_rejected_is_not_in() -> None:
    room = room_with("Alice")
    room.join(BOB, JoinOptions("ALICE"))
    assert BOB not in room


def test_the_name_of_somebody_who_has_left_is_free() -> None:
    room = room_with("Alice")
    room.leave(ALICE)
    assert not room.is_taken("alice")


def test_the_departure_of_a_client_that_was_rejected_frees_no_name() -> None:
    room = room_with("Alice")
    room.join(BOB, JoinOptions("ALICE"))
    room.leave(BOB)
    assert room.is_taken("Alice")


def test_an_announcement_is_told_to_all() -> None:
    assert parlour(Alice=ALICE).announce("tea") == [Announcement("tea", NOON)]


def test_names_are_compared_once_and_not_with_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def look(name: str) -> frozenset[str]:
        looks.append(name)
        return frozenset({name})

    monkeypatch.setattr("server.core.name_index.look", look)
    room = empty_room(UNIQUE)
    for member in range(100):
        room.join(member, JoinOptions(f"user {member}"))
    looks.clear()
    room.join(CAROL + 100, JoinOptions("Carol"))
    assert set(looks) == {"Carol"}
