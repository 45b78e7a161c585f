"""A message that is sent again under its client's own id is the first one, and kept once."""

import pytest

from server.core.events import Message, Said, Whispered
from server.store import dedup
from server.store.base import REPEATS, Broker
from server.store.dedup import Repeats
from tests.server.support.store_kinds import NOON, HandClock, Make, append, texts


def hi(text: str = "hi", name: str = "Alice", client_id: str = "c-1") -> Said:
    return Said(name, text, 0, client_id)


def test_a_repetition_is_the_first_message(broker: Broker) -> None:
    first = append(broker, hi())
    assert append(broker, hi("other words")) == first
    assert texts(broker) == ["hi"]


def test_a_repetition_before_the_first_is_committed(broker: Broker) -> None:
    first = broker.append("lobby", hi())
    assert broker.append("lobby", hi()) is first
    broker.commit()
    assert texts(broker) == ["hi"]


def test_a_whisper_may_be_repeated_too(broker: Broker) -> None:
    first = append(broker, Whispered("Alice", "Bob", "psst", 0, "c-1"))
    assert append(broker, Whispered("Alice", "Bob", "psst", 0, "c-1")) == first


def test_whether_something_is_a_repetition_can_be_asked(broker: Broker) -> None:
    assert broker.first("lobby", hi()) is None
    first = append(broker, hi())
    assert broker.first("lobby", hi("other words")) == first
    assert broker.first("lobby", hi(client_id="")) is None
    assert texts(broker) == ["hi"]


@pytest.mark.parametrize(
    "other",
    [hi(client_id="c-2"), hi(client_id="C-1"), hi(name="Bob")],
    ids=["another id", "another case", "another person"],
)
def test_what_is_no_repetition(broker: Broker, other: Message) -> None:
    append(broker, hi())
    assert append(broker, other) is other
    assert texts(broker) == ["hi", "hi"]


def test_another_room_is_another_matter(broker: Broker) -> None:
    append(broker, hi(), "lobby")
    other = hi()
    assert append(broker, other, "attic") is other


def test_messages_without_an_id_are_all_different(broker: Broker) -> None:
    append(broker, hi(client_id=""))
    append(broker, hi(client_id=""))
    assert texts(broker) == ["hi", "hi"]


@pytest.mark.parametrize(("later", "times"), [(REPEATS - 1, 1), (REPEATS, 2)])
def test_an_id_is_known_for_five_minutes(make: Make, later: int, times: int) -> None:
    clock = HandClock()
    broker = make(clock=clock)
    clock.now += 1
    append(broker, hi())
    clock.now += later
    append(broker, hi())
    assert texts(broker) == ["hi"] * times


def test_after_five_minutes_the_repetition_is_the_first_of_its_kind(make: Make) -> None:
    clock = HandClock()
    broker = make(clock=clock)
    append(broker, hi("old"))
    clock.now += REPEATS + 1
    new = append(broker, hi("new"))
    assert append(broker, hi("new")) == new
    assert texts(broker) == ["old", "new"]


def test_a_message_that_is_no_longer_shown_may_be_repeated(make: Make) -> None:
    broker = make(limit=2)
    first = append(broker, hi())
    for number in range(200):
        append(broker, hi(str(number), client_id=""))
    assert append(broker, hi()) == first
    assert texts(broker) == ["198", "199"]


def remembered(*client_ids: str) -> Repeats:
    found = Repeats()
    for number, client_id in enumerate(client_ids):
        found.remember("lobby", Said("Alice", "four", NOON + number, client_id))
    return found


def knows(found: Repeats, client_id: str) -> bool:
    return found.first("lobby", hi(client_id=client_id), NOON) is not None


@pytest.mark.parametrize(("bound", "most"), [("MOST", 2), ("MOST_CHARACTERS", 8)])
def test_what_is_remembered_is_bounded(
    monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(dedup, bound, most)
    found = remembered("a", "b", "c")
    assert [knows(found, client_id) for client_id in "abc"] == [False, True, True]


def test_what_is_forgotten_leaves_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dedup, "MOST_CHARACTERS", 8)
    found = remembered("a", "b")
    b = found.first("lobby", hi(client_id="b"), NOON)
    assert b is not None
    found.forget("lobby", b)
    found.remember("lobby", Said("Alice", "four", NOON + 9, "c"))
    assert [knows(found, client_id) for client_id in "abc"] == [True, False, True]


def test_only_the_message_that_is_remembered_can_be_forgotten() -> None:
    found = remembered("a")
    found.forget("lobby", hi(client_id="a"))
    assert knows(found, "a")
