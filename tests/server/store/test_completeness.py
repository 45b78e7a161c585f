"""Completeness: a history says when a requested message is missing."""

from server.core.history_query import HistoryQuery
from server.store.base import Store
from tests.server.support.store_kinds import (
    NOON,
    Make,
    is_complete,
    send_message,
    texts,
    uncommitted,
)


def test_all_that_was_ever_said_is_kept(store: Store) -> None:
    send_message(store, "hi")
    assert is_complete(store)


def test_in_a_room_that_nobody_knows_nothing_was_said(store: Store) -> None:
    assert is_complete(store)


def test_something_was_dropped(make: Make) -> None:
    store = make(limit=2)
    for text in "abc":
        send_message(store, text)
    assert texts(store) == ["b", "c"]
    assert not is_complete(store)


def test_what_was_asked_for_is_kept_though_older_is_gone(make: Make) -> None:
    store = make(limit=2)
    for text in "abc":
        send_message(store, text)
    assert is_complete(store, HistoryQuery(limit=2))
    assert not is_complete(store, HistoryQuery(limit=3))


def test_after_a_place_that_is_gone(make: Make) -> None:
    store = make(limit=2)
    a, b, c, d = [send_message(store, text) for text in "abcd"]
    assert [is_complete(store, HistoryQuery(after=sequence)) for sequence in (a - 1, a)] == [
        False,
        False,
    ]
    assert [is_complete(store, HistoryQuery(after=sequence)) for sequence in (b, c, d)] == [
        True
    ] * 3


def test_before_a_place_some_are_gone(make: Make) -> None:
    store = make(limit=2)
    d = [send_message(store, text) for text in "abcd"][-1]
    assert is_complete(store, HistoryQuery(before=d, limit=1))
    assert not is_complete(store, HistoryQuery(before=d, limit=2))


def test_what_was_said_before_this_store_lived_is_not_known(store: Store) -> None:
    assert not is_complete(store, HistoryQuery(after=NOON - 1))
    assert is_complete(store, HistoryQuery(after=NOON))


def test_also_in_a_room_where_something_was_said_since(store: Store) -> None:
    send_message(store, "hi")
    assert not is_complete(store, HistoryQuery(after=NOON - 1))
    assert is_complete(store, HistoryQuery(after=NOON))


def test_what_is_not_committed_yet_drops_the_oldest_too(make: Make) -> None:
    store = make(limit=2)
    sequences = [send_message(store, "a")]
    sequences += [uncommitted(store, text) for text in "bcde"]
    assert texts(store) == ["d", "e"]
    assert is_complete(store, HistoryQuery(after=sequences[2]))
    assert not is_complete(store, HistoryQuery(after=sequences[1]))


def test_a_room_that_was_dropped_is_told_from_one_that_never_was(make: Make) -> None:
    store = make(most_rooms=1)
    gone = send_message(store, "hi", "attic")
    send_message(store, "ho", "lobby")
    assert texts(store, room="attic") == []
    assert not is_complete(store, HistoryQuery(after=gone - 1), "attic")
    assert not is_complete(store, HistoryQuery(), "attic")
    assert is_complete(store, HistoryQuery(after=gone), "attic")
    assert is_complete(store, HistoryQuery(), "lobby")


def test_a_room_that_was_dropped_and_came_back_misses_what_it_had(make: Make) -> None:
    store = make(most_rooms=1)
    gone = send_message(store, "hi", "attic")
    send_message(store, "ho", "lobby")
    send_message(store, "again", "attic")
    assert texts(store, room="attic") == ["again"]
    assert not is_complete(store, HistoryQuery(after=gone - 1), "attic")
    assert not is_complete(store, HistoryQuery(), "attic")
