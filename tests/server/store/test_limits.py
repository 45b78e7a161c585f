"""Nothing grows without end: rooms and what is kept of each are bounded."""

import pytest

from server.core.events import Said
from server.core.history_query import Query
from server.store import memory
from server.store.memory import MemoryBroker
from tests.server.support.store_kinds import HandClock, Make, append, is_complete, say, texts


@pytest.mark.parametrize("count", [9, 10, 11, 73, 74, 75, 200])
def test_a_room_keeps_its_newest(make: Make, count: int) -> None:
    broker = make(limit=10)
    for number in range(count):
        say(broker, str(number))
    assert texts(broker) == [str(number) for number in range(count)][-10:]


def test_a_burst_of_more_than_the_limit(make: Make) -> None:
    broker = make(limit=10)
    for number in range(2_000):
        broker.append("lobby", Said("Alice", str(number)))
    assert texts(broker) == [str(number) for number in range(1_990, 2_000)]
    broker.commit()
    assert texts(broker) == [str(number) for number in range(1_990, 2_000)]


def test_each_room_has_the_limit_for_itself(make: Make) -> None:
    broker = make(limit=10)
    for number in range(100):
        say(broker, str(number), "attic")
    say(broker, "hi", "lobby")
    assert (len(texts(broker, room="attic")), texts(broker)) == (10, ["hi"])


def test_of_too_many_rooms_the_longest_silent_goes(make: Make) -> None:
    broker = make(most_rooms=2)
    for room in ("attic", "lobby", "attic", "cellar"):
        say(broker, "hi", room)
    assert [texts(broker, room=room) for room in ("attic", "lobby", "cellar")] == [
        ["hi", "hi"],
        [],
        ["hi"],
    ]


def test_a_room_with_people_in_it_stays(make: Make) -> None:
    broker = make(most_rooms=2)
    broker.enter("attic", "Alice")
    for room in ("attic", "lobby", "cellar"):
        say(broker, "hi", room)
    assert [texts(broker, room=room) for room in ("attic", "lobby", "cellar")] == [
        ["hi"],
        [],
        ["hi"],
    ]


def test_rooms_with_people_stay_even_above_the_limit(make: Make) -> None:
    broker = make(most_rooms=1)
    for room in ("attic", "lobby"):
        broker.enter(room, "Alice")
        say(broker, "hi", room)
    assert [texts(broker, room=room) for room in ("attic", "lobby")] == [["hi"], ["hi"]]
    broker.leave("attic", "Alice")
    say(broker, "hi", "cellar")
    assert [texts(broker, room=room) for room in ("attic", "lobby")] == [[], ["hi"]]


def test_many_rooms_at_once(make: Make) -> None:
    broker = make(most_rooms=3)
    for number in range(20):
        broker.append(f"room-{number}", Said("Alice", "hi"))
    broker.commit()
    kept = [number for number in range(20) if texts(broker, room=f"room-{number}")]
    assert kept == [17, 18, 19]


def test_when_memory_is_full_the_oldest_talk_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_MEMORY", 20_000)
    broker = MemoryBroker(1_000, 100, HandClock())
    for number in range(15):
        append(broker, Said("Alice", f"{number:04}" * 250), "attic")
    for number in range(10):
        append(broker, Said("Alice", f"{number:04}" * 250), "lobby")
    assert [text[:4] for text in texts(broker, room="attic")] == [f"{n:04}" for n in range(9, 15)]
    assert len(texts(broker, room="lobby")) == 10
    assert not is_complete(broker, Query(), "attic")
    assert is_complete(broker, Query(), "lobby")
