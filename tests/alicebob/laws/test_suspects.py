"""Facts that a journal contradicts."""

from dataclasses import replace

import pytest

from alicebob.dialects.described import Described
from alicebob.laws.suspects import suspects
from alicebob.model.facts import Facts, Told
from alicebob.model.received import Message, PastMessage, ReceivedEvent, UserJoined, UserLeft
from alicebob.record.journal import (
    Connected,
    Connecting,
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


@pytest.mark.parametrize(
    ("sender", "suspect"),
    [("", 'shows = "nothing"'), ("7", 'shows = "number"'), ("Guest 1", 'shows = "given"')],
)
def test_a_sender_that_no_user_is_makes_the_fact_shows_suspect(sender: str, suspect: str) -> None:
    message = Message(sender, "Hi")
    told = found(Facts(), (UserJoined("Bob"), message), (message, UserLeft("Alice")))
    assert suspect in told


def journal(*acts: tuple[str, JournalEvent], facts: Facts) -> tuple[str, ...]:
    """Suspects after users, by their names, did and received things."""
    dialect = Described("chat", wire(MINIMAL), facts)
    names = list(dict.fromkeys(name for name, _ in acts))
    people = {
        name: Connection(number, name, name, "lobby", dialect) for number, name in enumerate(names)
    }
    return suspects([Entry(0.0, people[name], what) for name, what in acts], facts)


SILENT = Facts(arrivals=Told.UNTOLD, departures=Told.UNTOLD)


def hears(name: str, event: ReceivedEvent) -> tuple[str, JournalEvent]:
    return name, EventReceived(event)


@pytest.mark.parametrize(("texts", "suspect"), [("ab", ()), ("ba", ('order = "unknown"',))])
def test_words_in_another_order_make_the_order_suspect(texts: str, suspect: object) -> None:
    said: list[tuple[str, JournalEvent]] = [("Alice", MessageSent(text)) for text in "ab"]
    own = [hears("Alice", Message("Alice", text)) for text in "ab"]
    heard = [hears("Bob", Message("Alice", text)) for text in texts]
    assert journal(*said, *own, *heard, facts=SILENT) == suspect


def newcomers(*counts: int, facts: Facts) -> tuple[str, ...]:
    """Suspects after Alice spoke before each newcomer, who received so many earlier messages."""
    acts: list[tuple[str, JournalEvent]] = [("Alice", Connecting())]
    for number, count in enumerate(counts):
        text, name = f"text {number}", f"Guest {number}"
        acts += [("Alice", MessageSent(text)), hears("Alice", Message("Alice", text))]
        acts += [(name, Connecting())]
        acts += [hears(name, PastMessage("Alice", f"text {n}")) for n in range(count)]
    return journal(*acts, facts=facts)


@pytest.mark.parametrize(
    ("history", "counts", "suspect"),
    [
        (None, (1, 2, 3), ()),
        (2, (1, 2, 2), ()),
        (None, (1, 2, 2), ("history = 2",)),
        (20, (1, 2, 2), ("history = 2",)),
        (None, (0, 0), ('history = "none"',)),
        (0, (1, 2), ('history = "all"',)),
        (0, (0, 0), ()),
    ],
)
def test_newcomers_show_how_long_the_history_is(
    history: int | None, counts: tuple[int, ...], suspect: tuple[str, ...]
) -> None:
    assert newcomers(*counts, facts=replace(SILENT, history=history)) == suspect
