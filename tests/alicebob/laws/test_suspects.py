"""Facts that a journal contradicts."""

import pytest

from alicebob.dialects.described import Described
from alicebob.laws.suspects import suspects
from alicebob.model.facts import Facts, Told
from alicebob.model.received import Message, ReceivedEvent, UserJoined, UserLeft
from alicebob.record.journal import (
    Connected,
    Connection,
    Disconnecting,
    Entry,
    EventReceived,
    JournalEvent,
    MessageSent,
)
from tests.alicebob.support.wires import MINIMAL, wire

USUAL = (UserJoined("Bob"), Message("Alice", "Hi")), (Message("Alice", "Hi"), UserLeft("Alice"))


def found(
    facts: Facts, alice: tuple[ReceivedEvent, ...], bob: tuple[ReceivedEvent, ...]
) -> tuple[str, ...]:
    """Suspects after Alice and Bob came, Alice said "Hi" and left."""
    dialect = Described("chat", wire(MINIMAL), facts)
    first, second = (
        Connection(number, name, name, "lobby", dialect)
        for number, name in ((1, "Alice"), (2, "Bob"))
    )
    acts: list[tuple[Connection, JournalEvent]] = [
        (first, Connected()),
        (second, Connected()),
        (first, MessageSent("Hi")),
        (first, Disconnecting("leaves")),
        *((first, EventReceived(event)) for event in alice),
        *((second, EventReceived(event)) for event in bob),
    ]
    return suspects([Entry(0.0, who, what) for who, what in acts], facts)


def test_a_chat_that_does_as_its_facts_say_has_no_suspect() -> None:
    assert found(Facts(), *USUAL) == ()


@pytest.mark.parametrize(
    ("facts", "alice", "bob", "suspect"),
    [
        (Facts(), (UserJoined("Bob"),), USUAL[1], "echo = false"),
        (Facts(echo=False), *USUAL, "echo = true"),
        (Facts(), (Message("Alice", "Hi"),), USUAL[1], 'arrivals = "untold"'),
        (Facts(arrivals=Told.UNTOLD), *USUAL, 'arrivals = "others"'),
        (Facts(), USUAL[0], (Message("Alice", "Hi"),), 'departures = "untold"'),
        (Facts(departures=Told.UNTOLD), *USUAL, 'departures = "others"'),
        (
            Facts(),
            (UserJoined("Bob"), Message("Alice", "hi")),
            (Message("Alice", "hi"), UserLeft("Alice")),
            'changes = [… "lower-case"]',
        ),
    ],
)
def test_a_fact_that_nothing_agrees_with_is_suspected(
    facts: Facts, alice: tuple[ReceivedEvent, ...], bob: tuple[ReceivedEvent, ...], suspect: str
) -> None:
    assert found(facts, alice, bob) == (suspect,)
