"""Places are times that grow, whatever the clock does."""

from server.core.events import Said
from server.store.base import Broker
from tests.server.support.store_kinds import NOON, SECOND, HandClock, Make, say


def test_a_place_is_the_time(make: Make) -> None:
    clock = HandClock()
    broker = make(clock=clock)
    clock.now = NOON + 5 * SECOND
    assert say(broker, "hi") == NOON + 5 * SECOND


def test_a_message_gets_its_place_when_it_is_appended(broker: Broker) -> None:
    message = Said("Alice", "hi")
    assert broker.append("lobby", message) is message
    assert message.place > NOON


def test_places_grow_while_the_clock_stands_still(broker: Broker) -> None:
    assert [say(broker, "hi") for _ in range(3)] == [NOON + 1, NOON + 2, NOON + 3]


def test_places_grow_when_the_clock_goes_back(make: Make) -> None:
    clock = HandClock()
    broker = make(clock=clock)
    first = say(broker, "hi")
    clock.now = NOON - 3600 * SECOND
    assert say(broker, "ho") == first + 1


def test_places_grow_over_all_rooms(broker: Broker) -> None:
    assert say(broker, "hi", "lobby") < say(broker, "hi", "attic") < say(broker, "ho", "lobby")
