"""Who is here, by name, in the order in which they came."""

from server.core.events import Present
from server.store.base import Broker


def test_nobody_is_here(broker: Broker) -> None:
    assert broker.here("lobby") == ()


def test_people_are_counted_by_name(broker: Broker) -> None:
    came = [broker.enter("lobby", name) for name in ("Bob", "Alice", "Bob")]
    assert came == [1, 2, 2]
    assert broker.here("lobby") == (Present("Bob", 2), Present("Alice", 1))


def test_whoever_has_another_connection_is_still_here(broker: Broker) -> None:
    for name in ("Bob", "Alice", "Bob"):
        broker.enter("lobby", name)
    assert [broker.leave("lobby", "Bob"), broker.leave("lobby", "Bob")] == [2, 1]
    assert broker.here("lobby") == (Present("Alice", 1),)


def test_whoever_comes_back_comes_last(broker: Broker) -> None:
    for name in ("Bob", "Alice"):
        broker.enter("lobby", name)
    broker.leave("lobby", "Bob")
    broker.enter("lobby", "Bob")
    assert [present.name for present in broker.here("lobby")] == ["Alice", "Bob"]


def test_the_last_one_leaves(broker: Broker) -> None:
    broker.enter("lobby", "Bob")
    assert broker.leave("lobby", "Bob") == 0
    assert broker.here("lobby") == ()


def test_whoever_is_not_here_cannot_leave(broker: Broker) -> None:
    broker.enter("lobby", "Bob")
    assert [broker.leave("lobby", "Alice"), broker.leave("attic", "Bob")] == [1, 0]
    assert broker.here("lobby") == (Present("Bob", 1),)


def test_rooms_have_their_own_people(broker: Broker) -> None:
    assert [broker.enter("lobby", "Bob"), broker.enter("attic", "Bob")] == [1, 1]
    assert broker.leave("lobby", "Bob") == 0
    assert broker.here("attic") == (Present("Bob", 1),)
