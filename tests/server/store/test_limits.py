"""Limits: the number of rooms and the history of each are bounded."""

import pytest

from server.core.events import PublicMessage
from server.core.history_query import HistoryQuery
from server.store.memory import MemoryStore
from tests.server.support.store_kinds import (
    HandClock,
    Make,
    append,
    is_complete,
    send_message,
    texts,
)


@pytest.mark.parametrize("count", [9, 10, 11, 73, 74, 75, 200])
def test_a_room_keeps_its_newest(make: Make, count: int) -> None:
    store = make(limit=10)
    for number in range(count):
        send_message(store, str(number))
    assert texts(store) == [str(number) for number in range(count)][-10:]


def test_a_burst_of_more_than_the_limit(make: Make) -> None:
    store = make(limit=10)
    for number in range(2_000):
        store.append("lobby", PublicMessage("Alice", str(number)))
    assert texts(store) == [str(number) for number in range(1_990, 2_000)]
    store.commit()
    assert texts(store) == [str(number) for number in range(1_990, 2_000)]


def test_each_room_has_the_limit_for_itself(make: Make) -> None:
    store = make(limit=10)
    for number in range(100):
        send_message(store, str(number), "attic")
    send_message(store, "hi", "lobby")
    assert (len(texts(store, room="attic")), texts(store)) == (10, ["hi"])


def test_of_too_many_rooms_the_longest_silent_goes(make: Make) -> None:
    store = make(most_rooms=2)
    for room in ("attic", "lobby", "attic", "cellar"):
        send_message(store, "hi", room)
    assert [texts(store, room=room) for room in ("attic", "lobby", "cellar")] == [
        ["hi", "hi"],
        [],
        ["hi"],
    ]


def test_a_room_with_people_in_it_stays(make: Make) -> None:
    store = make(most_rooms=2)
    store.enter("attic", "Alice")
    for room in ("attic", "lobby", "cellar"):
        send_message(store, "hi", room)
    assert [texts(store, room=room) for room in ("attic", "lobby", "cellar")] == [
        ["hi"],
        [],
        ["hi"],
    ]


def test_rooms_with_people_stay_even_above_the_limit(make: Make) -> None:
    store = make(most_rooms=1)
    for room in ("attic", "lobby"):
        store.enter(room, "Alice")
        send_message(store, "hi", room)
    assert [texts(store, room=room) for room in ("attic", "lobby")] == [["hi"], ["hi"]]
    store.leave("attic", "Alice")
    send_message(store, "hi", "cellar")
    assert [texts(store, room=room) for room in ("attic", "lobby")] == [[], ["hi"]]


def test_many_rooms_at_once(make: Make) -> None:
    store = make(most_rooms=3)
    for number in range(20):
        store.append(f"room-{number}", PublicMessage("Alice", "hi"))
    store.commit()
    kept = [number for number in range(20) if texts(store, room=f"room-{number}")]
    assert kept == [17, 18, 19]


def test_when_memory_is_full_the_largest_room_loses_its_oldest_messages() -> None:
    store = MemoryStore(1_000, 100, HandClock(), most_bytes=20_000)
    append(store, PublicMessage("Alice", "0000" * 250), "attic")
    for number in range(40):
        append(store, PublicMessage("Alice", f"{number:04}" * 250), "lobby")
    shown = [text[:4] for text in texts(store, room="lobby")]
    assert shown == [f"{number:04}" for number in range(40 - len(shown), 40)]
    assert 10 <= len(shown) < 18
    assert len(texts(store, room="attic")) == 1
    assert not is_complete(store, HistoryQuery(), "lobby")
    assert is_complete(store, HistoryQuery(), "attic")


def test_when_memory_is_full_only_as_much_is_dropped_as_must_be() -> None:
    store = MemoryStore(10_000, 100, HandClock(), most_bytes=200_000)
    most = 0
    for number in range(3_000):
        append(store, PublicMessage("Alice", f"{number:04}" * 25), f"room-{number % 3}")
        store.tidy()
        kept = sum(len(log.kept) for log in store.logs.values())
        assert kept >= most * 15 // 16
        most = max(most, kept)
    assert [texts(store, room=f"room-{n}")[-1][:4] for n in range(3)] == ["2997", "2998", "2999"]


def test_a_few_large_messages_are_too_much_as_soon_as_many_small_ones() -> None:
    store = MemoryStore(10_000, 100, HandClock(), most_bytes=1_000_000)
    for number in range(100):
        append(store, PublicMessage("Alice", "\U0001f389" * 60_000))
        assert sum(map(len, (log.kept for log in store.logs.values()))) <= 8, number
