"""Whoever asks is told when something that they asked for is gone."""

from server.core.events import Said
from server.core.history_query import Query
from server.store.base import Broker
from tests.server.support.store_kinds import NOON, Make, is_complete, say, texts


def test_all_that_was_ever_said_is_kept(broker: Broker) -> None:
    say(broker, "hi")
    assert is_complete(broker)


def test_in_a_room_that_nobody_knows_nothing_was_said(broker: Broker) -> None:
    assert is_complete(broker)


def test_something_was_dropped(make: Make) -> None:
    broker = make(limit=2)
    for text in "abc":
        say(broker, text)
    assert texts(broker) == ["b", "c"]
    assert not is_complete(broker)


def test_what_was_asked_for_is_kept_though_older_is_gone(make: Make) -> None:
    broker = make(limit=2)
    for text in "abc":
        say(broker, text)
    assert is_complete(broker, Query(limit=2))
    assert not is_complete(broker, Query(limit=3))


def test_after_a_place_that_is_gone(make: Make) -> None:
    broker = make(limit=2)
    a, b, c, d = [say(broker, text) for text in "abcd"]
    assert [is_complete(broker, Query(after=place)) for place in (a - 1, a)] == [False, False]
    assert [is_complete(broker, Query(after=place)) for place in (b, c, d)] == [True] * 3


def test_before_a_place_some_are_gone(make: Make) -> None:
    broker = make(limit=2)
    d = [say(broker, text) for text in "abcd"][-1]
    assert is_complete(broker, Query(before=d, limit=1))
    assert not is_complete(broker, Query(before=d, limit=2))


def test_what_was_said_before_this_broker_lived_is_not_known(broker: Broker) -> None:
    assert not is_complete(broker, Query(after=NOON - 1))
    assert is_complete(broker, Query(after=NOON))


def test_also_in_a_room_where_something_was_said_since(broker: Broker) -> None:
    say(broker, "hi")
    assert not is_complete(broker, Query(after=NOON - 1))
    assert is_complete(broker, Query(after=NOON))


def test_what_is_not_committed_yet_drops_the_oldest_too(make: Make) -> None:
    broker = make(limit=2)
    places = [say(broker, "a")]
    places += [broker.append("lobby", Said("Alice", text)).place for text in "bcde"]
    assert texts(broker) == ["d", "e"]
    assert is_complete(broker, Query(after=places[2]))
    assert not is_complete(broker, Query(after=places[1]))


def test_a_room_that_was_dropped_is_told_from_one_that_never_was(make: Make) -> None:
    broker = make(most_rooms=1)
    gone = say(broker, "hi", "attic")
    say(broker, "ho", "lobby")
    assert texts(broker, room="attic") == []
    assert not is_complete(broker, Query(after=gone - 1), "attic")
    assert not is_complete(broker, Query(), "attic")
    assert is_complete(broker, Query(after=gone), "attic")
    assert is_complete(broker, Query(), "lobby")


def test_a_room_that_was_dropped_and_came_back_misses_what_it_had(make: Make) -> None:
    broker = make(most_rooms=1)
    gone = say(broker, "hi", "attic")
    say(broker, "ho", "lobby")
    say(broker, "again", "attic")
    assert texts(broker, room="attic") == ["again"]
    assert not is_complete(broker, Query(after=gone - 1), "attic")
    assert not is_complete(broker, Query(), "attic")
