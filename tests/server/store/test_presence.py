"""Presence: users by name, in the order in which they joined."""

from server.core.events import PresentUser
from server.store.base import Store
from server.store.presence import MOST_OF_PAGE


def test_nobody_is_here(store: Store) -> None:
    assert tuple(store.here("lobby")) == ()


def test_people_are_counted_by_name(store: Store) -> None:
    came = [store.enter("lobby", name) for name in ("Bob", "Alice", "Bob")]
    assert came == [1, 2, 2]
    assert tuple(store.here("lobby")) == (PresentUser("Bob", 2), PresentUser("Alice", 1))


def test_a_client_that_has_another_connection_is_still_here(store: Store) -> None:
    for name in ("Bob", "Alice", "Bob"):
        store.enter("lobby", name)
    assert [store.leave("lobby", "Bob"), store.leave("lobby", "Bob")] == [2, 1]
    assert tuple(store.here("lobby")) == (PresentUser("Alice", 1),)


def test_a_client_that_comes_back_comes_last(store: Store) -> None:
    for name in ("Bob", "Alice"):
        store.enter("lobby", name)
    store.leave("lobby", "Bob")
    store.enter("lobby", "Bob")
    assert [present.name for present in store.here("lobby")] == ["Alice", "Bob"]


def test_the_last_one_leaves(store: Store) -> None:
    store.enter("lobby", "Bob")
    assert store.leave("lobby", "Bob") == 0
    assert tuple(store.here("lobby")) == ()


def test_a_client_that_is_not_here_cannot_leave(store: Store) -> None:
    store.enter("lobby", "Bob")
    assert [store.leave("lobby", "Alice"), store.leave("attic", "Bob")] == [1, 0]
    assert tuple(store.here("lobby")) == (PresentUser("Bob", 1),)


def test_rooms_have_their_own_people(store: Store) -> None:
    assert [store.enter("lobby", "Bob"), store.enter("attic", "Bob")] == [1, 1]
    assert store.leave("lobby", "Bob") == 0
    assert tuple(store.here("attic")) == (PresentUser("Bob", 1),)


def test_many_come_and_go_and_the_others_keep_their_order(store: Store) -> None:
    names = [f"u{number}" for number in range(10 * MOST_OF_PAGE)]
    for name in names:
        store.enter("lobby", name)
    rest = [name for number, name in enumerate(names) if number % MOST_OF_PAGE in (0, 1, 7)]
    for name in set(names) - set(rest):
        store.leave("lobby", name)
    assert [present.name for present in store.here("lobby")] == rest
    assert store.enter("lobby", "late") == len(rest) + 1
    assert len(store.here("lobby").pages) <= 3  # though those who stay are from ten


def test_a_list_does_not_change_with_the_room(store: Store) -> None:
    for name in ("Bob", "Alice"):
        store.enter("lobby", name)
    people = store.here("lobby")
    store.enter("lobby", "Bob")
    store.leave("lobby", "Alice")
    assert tuple(people) == (PresentUser("Bob", 1), PresentUser("Alice", 1))
    assert PresentUser("Alice", 1) in people
