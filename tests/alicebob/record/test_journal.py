"""The journal keeps entries in order, with times, and a wait ends as soon as it can."""

import threading
from collections.abc import Iterator

import pytest

from alicebob.dialects.plain import PLAIN
from alicebob.model.feature_mistake import SuiteMistake
from alicebob.model.received import UserJoined
from alicebob.record.journal import (
    Connecting,
    Connection,
    EventReceived,
    Journal,
    MessageSent,
)

ALICE = Connection(1, "Alice", "Alice", "lobby", PLAIN)
ENOUGH = 10.0  # seconds; only a broken test ever waits so long


def ticking(*times: float) -> Journal:
    """Return a journal whose clock shows these times, one after the other."""
    clock: Iterator[float] = iter(times)
    return Journal(clock=lambda: next(clock))


def test_entries_stand_in_the_order_of_their_writing() -> None:
    journal = Journal()
    for what in (Connecting(), EventReceived(UserJoined("Bob"))):
        journal.write(ALICE, what)
    assert [entry.what for entry in journal.entries] == [
        Connecting(),
        EventReceived(UserJoined("Bob")),
    ]


def test_times_are_counted_from_the_beginning_of_the_journal() -> None:
    journal = ticking(100.0, 100.5, 102.0)
    journal.write(ALICE, Connecting())
    journal.write(ALICE, Connecting())
    assert [entry.at for entry in journal.entries] == [0.5, 2.0]


def test_a_condition_that_holds_is_not_waited_for() -> None:
    assert Journal().wait_until(lambda: True, 0)


def test_a_condition_that_never_holds_is_given_up() -> None:
    moments = iter([0.0, 1.0])  # at the beginning of the wait, and when its patience is over
    journal = Journal(machine_time=lambda: next(moments))
    assert not journal.wait_until(threading.Event().is_set, 1.0)


def test_an_entry_wakes_a_waiting_thread() -> None:
    journal = Journal()
    writer = threading.Thread(target=journal.write, args=(ALICE, Connecting()))
    writer.start()
    assert journal.wait_until(lambda: bool(journal.entries), ENOUGH)
    writer.join()


def test_news_outside_the_journal_wakes_a_waiting_thread() -> None:
    journal, come = Journal(), threading.Event()

    def tell() -> None:
        come.set()
        journal.news()

    teller = threading.Thread(target=tell)
    teller.start()
    assert journal.wait_until(come.is_set, ENOUGH)
    teller.join()


def test_endless_news_does_not_prolong_a_wait_forever() -> None:
    passing = iter(range(1000))  # a wait that does not end runs out of them
    journal = Journal(machine_time=lambda: 0.25 * next(passing))  # less than a patience each time
    stop = threading.Event()

    def chatter() -> None:
        while not stop.is_set():
            journal.news()

    chatterer = threading.Thread(target=chatter, daemon=True)
    chatterer.start()
    given_up = not journal.wait_until(threading.Event().is_set, 1.0)
    stop.set()
    chatterer.join()
    assert given_up


def test_two_connections_of_one_user_differ() -> None:
    assert Connection(1, "Alice", "Alice", "lobby", PLAIN) != Connection(
        1, "Alice", "Alice", "lobby", PLAIN
    )


def test_whoever_sees_a_change_finds_its_entry() -> None:
    journal = Journal()
    changed, found = threading.Event(), []

    def read() -> None:
        journal.wait_until(changed.is_set, 10)
        found.append(len(journal.entries))

    reader = threading.Thread(target=read)
    reader.start()
    journal.write(ALICE, MessageSent("hi"), changed.set)
    reader.join()
    assert found == [1]
    assert [entry.what for entry in journal.entries] == [MessageSent("hi")]


def test_nobody_is_woken_before_the_change_is_made() -> None:
    journal = Journal()
    seen: list[bool] = []
    is_changed = False

    def change() -> None:
        nonlocal is_changed
        is_changed = True

    def look() -> bool:
        seen.append(bool(journal.entries) == is_changed)
        return is_changed

    reader = threading.Thread(target=journal.wait_until, args=(look, 10))
    reader.start()
    journal.write(ALICE, MessageSent("hi"), change)
    reader.join()
    assert all(seen)


def test_a_mistake_of_the_suite_ends_the_wait() -> None:
    journal = Journal()
    journal.break_off(ValueError("too many tea pots"))
    with pytest.raises(SuiteMistake, match="ValueError: too many tea pots"):
        journal.wait_until(lambda: bool(journal.entries), ENOUGH)


def test_what_has_come_is_there_in_spite_of_a_mistake() -> None:
    journal = Journal()
    journal.break_off(ValueError("too many tea pots"))
    assert journal.wait_until(lambda: True, ENOUGH)
