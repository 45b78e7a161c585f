"""Deduplication: a message repeated with its ``client_id`` is the first one, and stored once."""

import pytest

from server.core.events import ChatMessage, PrivateMessage, PublicMessage
from server.store import dedup
from server.store.base import DEDUP_WINDOW, Store
from server.store.dedup import Deduplicator, digest
from server.store.memory import MemoryStore
from tests.server.support.store_kinds import NOON, HandClock, Make, append, texts


def hi(text: str = "hi", name: str = "Alice", client_id: str = "c-1") -> PublicMessage:
    return PublicMessage(name, text, 0, client_id)


def test_a_repetition_is_the_first_message(store: Store) -> None:
    first = append(store, hi())
    assert append(store, hi("other words")) == first
    assert texts(store) == ["hi"]


def test_a_repetition_before_the_first_is_committed(store: Store) -> None:
    first = store.append("lobby", hi())
    assert store.append("lobby", hi()) == first
    store.commit()
    assert texts(store) == ["hi"]


def test_a_private_message_may_be_repeated_too(store: Store) -> None:
    first = append(store, PrivateMessage("Alice", "Bob", "psst", 0, "c-1"))
    assert append(store, PrivateMessage("Alice", "Bob", "psst", 0, "c-1")) == first


def test_whether_something_is_a_repetition_can_be_asked(store: Store) -> None:
    assert not store.is_repeated("lobby", hi())
    first = append(store, hi())
    assert store.is_repeated("lobby", hi("other words"))
    assert store.first("lobby", hi("other words")) == first
    assert not store.is_repeated("lobby", hi(client_id=""))
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


def test_other_words_of_a_message_that_is_no_longer_kept_have_no_first(make: Make) -> None:
    store = make(limit=2)
    append(store, hi())
    for number in range(200):
        append(store, hi(str(number), client_id=""))
    assert texts(store) == ["198", "199"]  # in memory the others are dropped now
    is_dropped = isinstance(store, MemoryStore)  # a file keeps what may be repeated
    assert (store.append("lobby", hi("other words")) is None) == is_dropped
    assert texts(store) == ["198", "199"]


def remembered(*client_ids: str, name: str = "Alice", room: str = "lobby") -> Deduplicator:
    return remember(Deduplicator(), *client_ids, name=name, room=room)


def remember(
    found: Deduplicator, *client_ids: str, name: str = "Alice", room: str = "lobby"
) -> Deduplicator:
    for number, client_id in enumerate(client_ids):
        found.remember(room, PublicMessage(name, "four", NOON + number, client_id), NOON + number)
    return found


def knows(found: Deduplicator, client_id: str, name: str = "Alice", room: str = "lobby") -> bool:
    return found.first(room, hi(name=name, client_id=client_id), NOON) is not None


def ids(count: int, prefix: str = "") -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


def test_the_ids_of_one_sender_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dedup, "MOST_OF_SENDER", 2)
    found = remembered("a", "b", "c")
    assert [knows(found, client_id) for client_id in "abc"] == [False, True, True]


def test_a_sender_of_many_ids_costs_others_in_the_room_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dedup, "MOST_OF_ROOM", 64)
    found = remember(remembered("a", "b", name="Bob"), *ids(1000))
    assert [knows(found, each, "Bob") for each in "ab"] == [True, True]
    assert knows(found, "999")
    assert not knows(found, "900")


def test_a_room_of_many_ids_costs_other_rooms_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dedup, "MOST", 64)
    found = remembered("a", "b", room="attic")
    for number in range(100):
        remember(found, *ids(10), name=f"User {number}")
    assert [knows(found, each, room="attic") for each in "ab"] == [True, True]
    assert knows(found, "9", "User 99")
    assert not knows(found, "0", "User 0")


def test_expired_ids_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dedup, "MOST", 64)
    found = remembered(*ids(60, "old"), room="attic")
    now = NOON + DEDUP_WINDOW + 100
    for number in range(60):
        found.remember("lobby", PublicMessage("Alice", "four", now + number, str(number)), now)
    assert all(found.first("lobby", hi(client_id=each), now) for each in ids(60))
    assert "attic" not in found.rooms


def test_no_text_is_kept() -> None:
    found = Deduplicator()
    found.remember("lobby", PublicMessage("Alice", "x" * 60_000, NOON, "a"), NOON)
    first = found.first("lobby", hi(client_id="a"), NOON)
    assert first is not None
    assert len(first.digest) < 100


def test_only_the_message_that_is_remembered_can_be_forgotten() -> None:
    found = remembered("a")
    found.forget("lobby", hi(client_id="a"))
    assert knows(found, "a")


def test_what_is_forgotten_is_gone_with_its_sender_and_room() -> None:
    found = remembered("a")
    found.forget("lobby", PublicMessage("Alice", "four", NOON, "a"))
    assert not knows(found, "a")
    assert found.rooms == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PublicMessage("A", "hi"), PublicMessage("A", "ho")),
        (PublicMessage("A", "hi"), PrivateMessage("A", "Bob", "hi")),
        (PrivateMessage("A", "Bob", "hi"), PrivateMessage("A", "Rob", "hi")),
    ],
)
def test_contents_that_differ_have_different_digests(one: ChatMessage, other: ChatMessage) -> None:
    assert digest(one) != digest(other)
