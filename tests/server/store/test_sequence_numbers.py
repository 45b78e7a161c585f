"""Sequence numbers are times that increase, whatever the clock does."""

from server.core.events import PublicMessage
from server.store.base import Store
from tests.server.support.store_kinds import NOON, SECOND, HandClock, Make, send_message


def test_a_place_is_the_time(make: Make) -> None:
    clock = HandClock()
    store = make(clock=clock)
    clock.now = NOON + 5 * SECOND
    assert send_message(store, "hi") == NOON + 5 * SECOND


def test_a_message_gets_its_place_when_it_is_appended(store: Store) -> None:
    message = PublicMessage("Alice", "hi")
    assert store.append("lobby", message) is message
    assert message.sequence > NOON


def test_places_grow_while_the_clock_stands_still(store: Store) -> None:
    assert [send_message(store, "hi") for _ in range(3)] == [NOON + 1, NOON + 2, NOON + 3]


def test_places_grow_when_the_clock_goes_back(make: Make) -> None:
    clock = HandClock()
    store = make(clock=clock)
    first = send_message(store, "hi")
    clock.now = NOON - 3600 * SECOND
    assert send_message(store, "ho") == first + 1


def test_places_grow_over_all_rooms(store: Store) -> None:
    assert (
        send_message(store, "hi", "lobby")
        < send_message(store, "hi", "attic")
        < send_message(store, "ho", "lobby")
    )
