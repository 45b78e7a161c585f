"""Presence: users by name, in the order in which they joined."""

from server.core.events import PresentUser
from server.store.base import Store


def test_nobody_is_here(store: Store) -> None:
    assert store.here("lobby") == ()


def test_people_are_counted_by_name(store: Store) -> None:
    came = [store.enter("lobby", name) for name in ("Bob", "Alice", "Bob")]
    assert came == [1, 2, 2]
    assert store.here("lobby") == (PresentUser("Bob", 2), PresentUser("Alice", 1))


def test_a_client_that_has_another_connection_is_still_here(store: Store) -> None:
    for name in ("Bob", "Alice", "Bob"):
        store.enter("lobby", name)
    assert [store.leave("lobby", "Bob"), store.leave("lobby", "Bob")] == [2, 1]
    assert store.here("lobby") == (PresentUser("Alice", 1),)


def test_a_client_that_comes_back_comes_last(store: Store) -> None:
    for name in ("Bob", "Alice"):
        store.enter("lobby", name)
    store.leave("lobby", "Bob")
    store.enter("lobby", "Bob")
    assert [present.name for present in store.here("lobby")] == ["Alice", "Bob"]


def test_the_last_one_leaves(store: Store) -> None:
    store.enter("lobby", "Bob")
    assert store.leave("lobby", "Bob") == 0
    assert store.here("lobby") == ()


def test_a_client_that_is_not_here_cannot_leave(store: Store) -> None:
    store.enter("lobby", "Bob")
    assert [store.leave("lobby", "Alice"), store.leave("attic", "Bob")] == [1, 0]
    assert store.here("lobby") == (PresentUser("Bob", 1),)


def test_rooms_have_their_own_people(store: Store) -> None:
    assert [store.enter("lobby", "Bob"), store.enter("attic", "Bob")] == [1, 1]
    assert store.leave("lobby", "Bob") == 0
    assert store.here("attic") == (PresentUser("Bob", 1),)
