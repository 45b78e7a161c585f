"""Sequence numbers are times that increase, whatever the clock does."""

from pathlib import Path

import pytest

from server.core.events import PublicMessage
from server.core.history_query import HistoryQuery
from server.store.base import DEDUP_WINDOW, Store
from server.store.memory import MemoryStore
from server.store.sqlite import SqliteStore
from tests.server.support.store_kinds import NOON, SECOND, HandClock, Make, append, send_message


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


def stores(tmp_path: Path, clock: HandClock, elapsed: HandClock) -> list[Store]:
    """Each kind of store, with a clock that may be set and one that measures durations."""
    in_a_file = SqliteStore(tmp_path / "chat.db", 100, 10, clock, elapsed)
    return [MemoryStore(100, 10, clock, elapsed), in_a_file]


def test_a_clock_that_was_wrong_and_is_corrected_gives_right_times(make: Make) -> None:
    clock = HandClock(NOON + 3600 * SECOND)
    store = make(clock=clock)
    wrong = send_message(store, "an hour ahead")
    clock.now = NOON
    right = append(store, PublicMessage("Alice", "corrected"))
    assert (right.sequence, right.at) == (wrong + 1, NOON)
    assert [message.at for message in store.read_history("lobby", HistoryQuery()).messages] == [
        0,
        NOON,
    ]


def test_a_burst_that_is_ahead_of_the_clock_has_its_numbers_as_times(store: Store) -> None:
    kept = [append(store, PublicMessage("Alice", str(number))) for number in range(100)]
    assert {message.at for message in kept} == {0}


@pytest.mark.parametrize("step", [400 * SECOND, -3600 * SECOND])
def test_an_id_is_known_as_long_whatever_the_clock_does(tmp_path: Path, step: int) -> None:
    clock, elapsed = HandClock(), HandClock(5)
    for store in stores(tmp_path, clock, elapsed):
        clock.now, elapsed.now = NOON, 5
        first = append(store, PublicMessage("Alice", "hi", 0, "c-1"))
        clock.now += step
        assert append(store, PublicMessage("Alice", "hi", 0, "c-1")) == first
        elapsed.now += DEDUP_WINDOW
        assert append(store, PublicMessage("Alice", "hi", 0, "c-1")) != first
