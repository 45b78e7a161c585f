"""A message that is sent again, under its sender's own id: who is shown the first."""

import pytest

from server.chat.sequencer import Order
from server.core.effects import Delivery, ToOne, ToSome, Unheard
from server.core.events import Message, Refusal, Refused, Said, Whispered
from server.store.memory import MemoryBroker

ROOM, ALICE, BOB = "lobby", 1, 2  # members
FIRST = Whispered("Alice", "Bob", "a secret", 0, "c-1")
NOBODY = Refused(Refusal.NO_SUCH_USER)


def answer_to(first: Message, repeated: Message) -> Delivery[int]:
    """What comes of ``repeated``, sent by another connection, after ``first``."""
    is_said = isinstance(repeated, Said)
    return answer(first, repeated if is_said else ToSome(repeated, (BOB,)))


def answer(first: Message, delivery: Delivery[int]) -> Delivery[int]:
    """What comes of ``delivery``, which another connection brought about, after ``first``."""
    delivered: list[Delivery[int]] = []
    order = Order[int](MemoryBroker(10, 10), lambda _room, some: delivered.extend(some))
    order.submit(ROOM, ALICE, [first if isinstance(first, Said) else ToSome(first, (ALICE,))])
    order.submit(ROOM, BOB, [delivery])
    return delivered[-1]


def test_what_was_said_to_all_is_the_answer() -> None:
    first = Said("Alice", "hi", 0, "c-1")
    assert answer_to(first, Said("Alice", "ho", 0, "c-1")) == ToOne(first, BOB)


def test_what_was_whispered_is_the_answer_to_the_same_whisper() -> None:
    again = Whispered("Alice", "Bob", "a secret", 0, "c-1")
    assert answer_to(FIRST, again) == ToOne(FIRST, BOB)


@pytest.mark.parametrize(
    "guess",
    [
        Said("Alice", "?", 0, "c-1"),
        Said("Alice", "a secret", 0, "c-1"),
        Whispered("Alice", "Bob", "?", 0, "c-1"),
        Whispered("Alice", "Eve", "a secret", 0, "c-1"),
    ],
    ids=["to all", "the same to all", "another text", "to another"],
)
def test_what_was_whispered_is_not_shown_to_who_guesses_its_id(guess: Message) -> None:
    match answer_to(FIRST, guess):
        case ToOne(Refused(why), _):
            assert why is Refusal.BAD_MESSAGE
        case shown:
            pytest.fail(f"{shown} is shown")


def test_a_whisper_is_repeated_to_its_sender_also_when_its_addressee_is_gone() -> None:
    again = Whispered("Alice", "Bob", "a secret", 0, "c-1")
    assert answer(FIRST, Unheard(BOB, again, NOBODY)) == ToOne(FIRST, BOB)


@pytest.mark.parametrize("client_id", ["", "c-2"])
def test_a_first_whisper_to_nobody_is_refused(client_id: str) -> None:
    new = Whispered("Alice", "Bob", "a secret", 0, client_id)
    assert answer(FIRST, Unheard(BOB, new, NOBODY)) == ToOne(NOBODY, BOB)


def test_an_id_of_a_whisper_to_nobody_is_free_for_another_try() -> None:
    delivered: list[Delivery[int]] = []
    order = Order[int](MemoryBroker(10, 10), lambda _room, some: delivered.extend(some))
    order.submit(ROOM, ALICE, [Unheard(ALICE, FIRST, NOBODY)])
    order.submit(ROOM, ALICE, [ToSome(FIRST, (ALICE, BOB))])
    assert delivered == [ToOne(NOBODY, ALICE), ToSome(FIRST, (ALICE, BOB))]
