"""Deduplication: a message repeated with its ``client_id`` is the first one, and stored once."""

import pytest

from server.core.events import ChatMessage, PrivateMessage, PublicMessage
from server.store import dedup
from server.store.base import DEDUP_WINDOW, Store
from server.store.dedup import Deduplicator
from tests.server.support.store_kinds import NOON, HandClock, Make, append, texts


def hi(text: str = "hi", name: str = "Alice", client_id: str = "c-1") -> PublicMessage:
    return PublicMessage(name, text, 0, client_id)


def test_a_repetition_is_the_first_message(store: Store) -> None:
    first = append(store, hi())
    assert append(store, hi("other words")) == first
    assert texts(store) == ["hi"]


def test_a_repetition_before_the_first_is_committed(store: Store) -> None:
    first = store.append("lobby", hi())
    assert store.append("lobby", hi()) is first
    store.commit()
    assert texts(store) == ["hi"]


def test_a_private_message_may_be_repeated_too(store: Store) -> None:
    first = append(store, PrivateMessage("Alice", "Bob", "psst", 0, "c-1"))
    assert append(store, PrivateMessage("Alice", "Bob", "psst", 0, "c-1")) == first


def test_whether_something_is_a_repetition_can_be_asked(store: Store) -> None:
    assert store.first("lobby", hi()) is None
    first = append(store, hi())
    assert store.first("lobby", hi("other words")) == first
    assert store.first("lobby", hi(client_id="")) is None
    assert texts(store) == ["hi"]


@pytest.mark.parametrize(
    "other",
    [hi(client_id="c-2"), hi(client_id="C-1"), hi(name="Bob")],
    ids=["another id", "another case", "another person"],
)
def test_what_is_no_repetition(store: Store, other: ChatMessage) -> None:
    append(store, hi())
    assert append(store, other) is other
    assert texts(store) == ["hi", "hi"]


def test_another_room_is_another_matter(store: Store) -> None:
    append(store, hi(), "lobby")
    other = hi()
    assert append(store, other, "attic") is other


def test_messages_without_an_id_are_all_different(store: Store) -> None:
    append(store, hi(client_id=""))
    append(store, hi(client_id=""))
    assert texts(store) == ["hi", "hi"]


@pytest.mark.parametrize(("later", "times"), [(DEDUP_WINDOW - 1, 1), (DEDUP_WINDOW, 2)])
def test_an_id_is_known_for_five_minutes(make: Make, later: int, times: int) -> None:
    clock = HandClock()
    store = make(clock=clock)
    clock.now += 1
    append(store, hi())
    clock.now += later
    append(store, hi())
    assert texts(store) == ["hi"] * times


def test_after_five_minutes_the_repetition_is_the_first_of_its_kind(make: Make) -> None:
    clock = HandClock()
    store = make(clock=clock)
    append(store, hi("old"))
    clock.now += DEDUP_WINDOW + 1
    new = append(store, hi("new"))
    assert append(store, hi("new")) == new
    assert texts(store) == ["old", "new"]


def test_a_message_that_is_no_longer_shown_may_be_repeated(make: Make) -> None:
    store = make(limit=2)
    first = append(store, hi())
    for number in range(200):
        append(store, hi(str(number), client_id=""))
    assert append(store, hi()) == first
    assert texts(store) == ["198", "199"]


def remembered(*client_ids: str) -> Deduplicator:
    found = Deduplicator()
    for number, client_id in enumerate(client_ids):
        found.remember("lobby", PublicMessage("Alice", "four", NOON + number, client_id))
    return found


def knows(found: Deduplicator, client_id: str) -> bool:
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
    found.remember("lobby", PublicMessage("Alice", "four", NOON + 9, "c"))
    assert [knows(found, client_id) for client_id in "abc"] == [True, False, True]


def test_only_the_message_that_is_remembered_can_be_forgotten() -> None:
    found = remembered("a")
    found.forget("lobby", hi(client_id="a"))
    assert knows(found, "a")
