"""Repeated messages: the first message is returned to clients that may see it."""

import pytest

from server.chat.sequencer import Sequencer, SequencerCallbacks
from server.core.effects import (
    Effect,
    RejectUnlessRepeated,
    SendConfirmed,
    SendToOne,
    SendToSome,
)
from server.core.events import (
    ChatMessage,
    Confirmed,
    PrivateMessage,
    PublicMessage,
    Rejected,
    RejectionReason,
)
from server.store.memory import MemoryStore

ROOM, ALICE, BOB = "lobby", 1, 2  # members
FIRST = PrivateMessage("Alice", "Bob", "a secret", 0, "c-1")
NOBODY = Rejected(RejectionReason.NO_SUCH_USER)


def answer_to(first: ChatMessage, repeated: ChatMessage) -> Effect[int]:
    """Return the effects of ``repeated``, sent by another connection, after ``first``."""
    is_said = isinstance(repeated, PublicMessage)
    return answer(first, repeated if is_said else SendToSome(repeated, (BOB,)))


def answer(first: ChatMessage, effect: Effect[int]) -> Effect[int]:
    """Return the result of ``effect`` of another connection, after ``first``."""
    delivered: list[Effect[int]] = []
    sequencer = Sequencer[int](
        MemoryStore(10, 10), SequencerCallbacks(lambda _room, some: delivered.extend(some))
    )
    sequencer.submit(
        ROOM, ALICE, [first if isinstance(first, PublicMessage) else SendToSome(first, (ALICE,))]
    )
    sequencer.submit(ROOM, BOB, [effect])
    return delivered[-1]


def test_what_was_said_to_all_is_the_answer() -> None:
    first = PublicMessage("Alice", "hi", 0, "c-1")
    assert answer_to(first, PublicMessage("Alice", "ho", 0, "c-1")) == SendToOne(
        Confirmed(first, "c-1"), BOB
    )


def test_a_private_message_is_the_answer_to_the_same_private_message() -> None:
    again = PrivateMessage("Alice", "Bob", "a secret", 0, "c-1")
    assert answer_to(FIRST, again) == (SendToOne(Confirmed(FIRST, "c-1"), BOB))


@pytest.mark.parametrize(
    "guess",
    [
        PublicMessage("Alice", "?", 0, "c-1"),
        PublicMessage("Alice", "a secret", 0, "c-1"),
        PrivateMessage("Alice", "Bob", "?", 0, "c-1"),
        PrivateMessage("Alice", "Eve", "a secret", 0, "c-1"),
    ],
    ids=["to all", "the same to all", "another text", "to another"],
)
def test_a_private_message_is_not_shown_to_who_guesses_its_id(guess: ChatMessage) -> None:
    match answer_to(FIRST, guess):
        case SendToOne(Rejected(why), _):
            assert why is RejectionReason.BAD_MESSAGE
        case shown:
            pytest.fail(f"{shown} is shown")


def test_a_private_message_is_repeated_to_its_sender_also_when_its_addressee_is_gone() -> None:
    again = PrivateMessage("Alice", "Bob", "a secret", 0, "c-1")
    assert answer(FIRST, RejectUnlessRepeated(BOB, again, NOBODY)) == SendToOne(
        Confirmed(FIRST, "c-1"), BOB
    )


@pytest.mark.parametrize("client_id", ["", "c-2"])
def test_a_first_private_message_to_nobody_is_rejected(client_id: str) -> None:
    new = PrivateMessage("Alice", "Bob", "a secret", 0, client_id)
    assert answer(FIRST, RejectUnlessRepeated(BOB, new, NOBODY)) == SendToOne(NOBODY, BOB)


def test_an_id_of_a_private_message_to_nobody_is_free_for_another_try() -> None:
    delivered: list[Effect[int]] = []
    sequencer = Sequencer[int](
        MemoryStore(10, 10), SequencerCallbacks(lambda _room, some: delivered.extend(some))
    )
    sequencer.submit(ROOM, ALICE, [RejectUnlessRepeated(ALICE, FIRST, NOBODY)])
    sequencer.submit(ROOM, ALICE, [SendToSome(FIRST, (ALICE, BOB))])
    assert delivered == [SendToOne(NOBODY, ALICE), SendConfirmed(FIRST, ALICE, (BOB,))]
