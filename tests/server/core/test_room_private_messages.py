"""The rules of a room: private messages."""

import pytest

from server.core.commands import SendMessage, SendPrivateMessage
from server.core.effects import Effect, RejectUnlessRepeated, SendToSome
from server.core.events import PrivateMessage, PublicMessage, RejectionReason
from server.core.room import Room
from server.core.rules import JoinOptions
from tests.server.support.people import ALICE, BOB, CAROL, DAVE, briefed, parlour, refused

LONGEST = 65_536  # characters


def private_message(effects: list[Effect[int]]) -> tuple[int, ...]:
    """Return the recipients of a private message."""
    ((hearers),) = [each.members for each in effects if isinstance(each, SendToSome)]
    return hearers


def two_bobs() -> Room[int]:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.join(CAROL, briefed("Bob"))
    return room


def test_it_reaches_the_addressee_and_its_sender_and_nobody_else() -> None:
    room = parlour(Alice=ALICE, Bob=BOB, Carol=CAROL)
    heard = room.handle(ALICE, SendPrivateMessage("Bob", "psst"))
    assert heard == [SendToSome(PrivateMessage("Alice", "Bob", "psst"), (BOB, ALICE))]


def test_it_reaches_every_connection_of_the_addressee() -> None:
    assert private_message(two_bobs().handle(ALICE, SendPrivateMessage("Bob", "psst"))) == (
        BOB,
        CAROL,
        ALICE,
    )


def test_its_senders_other_connections_do_not_hear_it() -> None:
    room = parlour(Bob=BOB, Alice=ALICE)
    room.join(CAROL, briefed("Alice"))
    assert private_message(room.handle(ALICE, SendPrivateMessage("Bob", "psst"))) == (BOB, ALICE)


def test_a_private_message_to_oneself_is_received_once() -> None:
    room = parlour(Alice=ALICE)
    assert private_message(room.handle(ALICE, SendPrivateMessage("Alice", "psst"))) == (ALICE,)


@pytest.mark.parametrize("to", ["Zo\u00eb", " Zo\u00eb\n", "Zoe\u0308"])
def test_the_addressee_is_read_as_names_are(to: str) -> None:
    room = parlour(Alice=ALICE)
    room.join(BOB, briefed("Zo\u00eb"))
    assert private_message(room.handle(ALICE, SendPrivateMessage(to, "psst"))) == (BOB, ALICE)


@pytest.mark.parametrize("to", ["", " ", "Carol", "bob", "Bo", "\u0301" * 250_000])
def test_nobody_of_that_name_is_a_rejection(to: str) -> None:
    told = parlour(Alice=ALICE, Bob=BOB).handle(ALICE, SendPrivateMessage(to, "psst"))
    assert refused(told) == [(RejectionReason.NO_SUCH_USER, ALICE)]


def test_a_client_that_has_left_cannot_be_told() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.leave(BOB)
    assert refused(room.handle(ALICE, SendPrivateMessage("Bob", "?"))) == [
        (RejectionReason.NO_SUCH_USER, ALICE)
    ]


def test_whether_a_private_message_to_nobody_is_a_repetition_is_for_the_order_to_tell() -> None:
    room = parlour(Alice=ALICE)
    (told,) = room.handle(ALICE, SendPrivateMessage(" Bob ", "psst", "c-1"))
    assert isinstance(told, RejectUnlessRepeated)
    assert (told.member, told.private_message) == (
        ALICE,
        PrivateMessage("Alice", "Bob", "psst", 0, "c-1"),
    )
    assert told.refused.why is RejectionReason.NO_SUCH_USER


def test_when_one_of_two_namesakes_has_left_the_other_is_told() -> None:
    room = two_bobs()
    room.leave(BOB)
    assert private_message(room.handle(ALICE, SendPrivateMessage("Bob", "psst"))) == (CAROL, ALICE)


def test_a_client_that_has_no_word_for_it_is_not_told() -> None:
    room = parlour(Alice=ALICE, Bob=BOB)
    room.join(DAVE, JoinOptions("Bob"))
    assert private_message(room.handle(ALICE, SendPrivateMessage("Bob", "psst"))) == (BOB, ALICE)


def test_a_name_that_only_people_without_a_word_for_it_bear_cannot_be_told() -> None:
    room = parlour(Alice=ALICE)
    room.join(BOB, JoinOptions("Bob"))
    assert refused(room.handle(ALICE, SendPrivateMessage("Bob", "?"))) == [
        (RejectionReason.NO_SUCH_USER, ALICE)
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", RejectionReason.BAD_MESSAGE),
        (" \n", RejectionReason.BAD_MESSAGE),
        ("x" * 65_537, RejectionReason.TOO_LONG),
    ],
    ids=["empty", "blank", "too long"],
)
def test_what_cannot_be_said_cannot_be_sent_privately(text: str, why: RejectionReason) -> None:
    told = parlour(Alice=ALICE, Bob=BOB).handle(ALICE, SendPrivateMessage("Bob", text))
    assert refused(told) == [(why, ALICE)]


def test_65536_characters_may_be_sent_privately() -> None:
    told = parlour(Alice=ALICE, Bob=BOB).handle(ALICE, SendPrivateMessage("Bob", "x" * LONGEST))
    assert private_message(told) == (BOB, ALICE)


def test_what_its_sender_calls_it_goes_with_it() -> None:
    told = parlour(Alice=ALICE).handle(ALICE, SendPrivateMessage("Alice", "psst", "c-1"))
    assert told == [SendToSome(PrivateMessage("Alice", "Alice", "psst", 0, "c-1"), (ALICE,))]


def test_what_is_said_to_all_is_no_private_message() -> None:
    assert parlour(Alice=ALICE).handle(ALICE, SendMessage("hi", "c-1")) == [
        PublicMessage("Alice", "hi", 0, "c-1")
    ]
