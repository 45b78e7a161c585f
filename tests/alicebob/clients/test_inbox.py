"""One user's inbox: what was asked for once must come twice to be asked for twice."""

import threading

import pytest

from alicebob.clients.inbox import Inbox
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import Message, ReceivedEvent, UserJoined
from alicebob.record.journal import Connection, EventReceived, Journal

ALICE = Connection(1, "Alice", "Alice", "lobby", PLAIN)
HI, HO = Message("Bob", "hi"), Message("Bob", "ho")
ENOUGH = 10.0  # seconds; only a broken test ever waits so long


def inbox_with(*received: ReceivedEvent) -> Inbox:
    inbox = Inbox(Journal())
    for thing in received:
        inbox.put(ALICE, thing, is_fence=False)
    return inbox


def anything(_heard: ReceivedEvent) -> bool:
    return True


def test_what_has_received_stands_in_order() -> None:
    assert inbox_with(HI, UserJoined("Bob"), HI).received == [HI, UserJoined("Bob"), HI]


def test_the_first_that_matches_is_claimed() -> None:
    assert inbox_with(HI, HO).claim(lambda received: received == HO) == HO


def test_what_nobody_said_cannot_be_claimed() -> None:
    assert inbox_with(HI).claim(lambda received: received == HO) is None


def test_what_was_claimed_cannot_be_claimed_again() -> None:
    inbox = inbox_with(HI)
    assert [inbox.claim(anything), inbox.claim(anything)] == [HI, None]


def test_what_came_twice_can_be_claimed_twice() -> None:
    inbox = inbox_with(HI, HI)
    assert [inbox.claim(anything), inbox.claim(anything)] == [HI, HI]


def test_claiming_takes_nothing_out() -> None:
    inbox = inbox_with(HI)
    inbox.claim(anything)
    assert inbox.received == [HI]


def test_things_may_be_claimed_in_another_order_than_they_came() -> None:
    inbox = inbox_with(HI, HO)
    inbox.claim(lambda received: received == HO)
    assert inbox.claim(anything) == HI


def test_what_has_come_is_not_waited_for() -> None:
    assert inbox_with(HI).wait_for(anything, 0) == HI


def test_what_does_not_come_is_given_up() -> None:
    assert inbox_with(HI).wait_for(lambda received: received == HO, 0) is None


def test_waiting_claims() -> None:
    inbox = inbox_with(HI)
    assert [inbox.wait_for(anything, 0), inbox.wait_for(anything, 0)] == [HI, None]


def test_what_comes_later_ends_the_waiting() -> None:
    inbox = inbox_with(HO)
    putter = threading.Thread(target=inbox.put, args=(ALICE, HI, False))
    putter.start()
    assert inbox.wait_for(lambda received: received == HI, ENOUGH) == HI
    putter.join()


@pytest.mark.parametrize("is_fence", [True, False])
def test_everything_goes_to_the_journal(is_fence: bool) -> None:
    journal = Journal()
    Inbox(journal).put(ALICE, HI, is_fence)
    assert [entry.what for entry in journal.entries] == [EventReceived(HI, is_fence)]


def test_a_marker_goes_to_the_journal_alone() -> None:
    inbox = Inbox(Journal())
    inbox.put(ALICE, HI, is_fence=True)
    assert inbox.received == []
