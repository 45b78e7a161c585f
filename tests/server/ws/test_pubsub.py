"""Publish and subscribe: everybody who subscribed, once, from one encoding."""

from functools import partial

import pytest

from server.ws.frames import TEXT, frame
from server.ws.pubsub import Broadcaster
from server.ws.write_batch import GATHERED
from tests.server.support.connection import SEND_BUFFER, Line, started
from tests.server.support.fake_transport import turn_ends

NEWS, SPORT = "news", "sport"  # topics


class Encoding:
    """Writes ``event`` with a mark of its own, and counts how often."""

    def __init__(self, mark: str = "") -> None:
        self.mark = mark
        self.times = 0

    def __call__(self, event: str) -> bytes:
        self.times += 1
        return (self.mark + event).encode()


def only_of_rain(event: str) -> bytes | None:
    """An encoding with few words."""
    return event.encode() if event == "rain" else None


def readers(count: int) -> list[Line]:
    lines = [started() for _ in range(count)]
    for number, line in enumerate(lines):
        line.connection.number = number
    return lines


async def heard_by(line: Line) -> bytes:
    await turn_ends()
    return line.transport.written


async def test_every_subscriber_hears_an_event() -> None:
    broadcaster, lines, plain = Broadcaster[str](), readers(3), Encoding()
    for line in lines:
        broadcaster.subscribe(NEWS, line.connection, plain)
    broadcaster.publish(NEWS, "rain")
    assert [await heard_by(line) for line in lines] == [frame(TEXT, b"rain")] * 3


async def test_an_event_is_encoded_once_for_all_who_read_it_alike() -> None:
    broadcaster, plain, loud = Broadcaster[str](), Encoding(), Encoding("!")
    for number, line in enumerate(readers(6)):
        broadcaster.subscribe(NEWS, line.connection, (plain, loud)[number % 2])
    broadcaster.publish(NEWS, "rain")
    assert [plain.times, loud.times] == [1, 1]


async def test_everybody_hears_it_in_the_encoding_they_asked_for() -> None:
    broadcaster, (first, second) = Broadcaster[str](), readers(2)
    broadcaster.subscribe(NEWS, first.connection, Encoding("a "))
    broadcaster.subscribe(NEWS, second.connection, Encoding("b "))
    broadcaster.publish(NEWS, "rain")
    heard = [await heard_by(first), await heard_by(second)]
    assert heard == [frame(TEXT, b"a rain"), frame(TEXT, b"b rain")]


async def test_whoever_is_excluded_does_not_hear_it() -> None:
    broadcaster, (first, second), plain = Broadcaster[str](), readers(2), Encoding()
    broadcaster.subscribe(NEWS, first.connection, plain)
    broadcaster.subscribe(NEWS, second.connection, plain)
    broadcaster.publish(NEWS, "rain", exclude=first.connection)
    assert [await heard_by(first), await heard_by(second)] == [b"", frame(TEXT, b"rain")]


async def test_another_topic_is_not_heard() -> None:
    broadcaster, (line,) = Broadcaster[str](), readers(1)
    broadcaster.subscribe(NEWS, line.connection, Encoding())
    broadcaster.publish(SPORT, "goal")
    assert await heard_by(line) == b""


async def test_whoever_has_unsubscribed_hears_nothing_more() -> None:
    broadcaster, (line,) = Broadcaster[str](), readers(1)
    broadcaster.subscribe(NEWS, line.connection, Encoding())
    broadcaster.unsubscribe(NEWS, line.connection)
    broadcaster.publish(NEWS, "rain")
    assert await heard_by(line) == b""


async def test_one_subscriber_may_hear_several_topics() -> None:
    broadcaster, (line,), plain = Broadcaster[str](), readers(1), Encoding()
    broadcaster.subscribe(NEWS, line.connection, plain)
    broadcaster.subscribe(SPORT, line.connection, plain)
    broadcaster.unsubscribe(NEWS, line.connection)
    broadcaster.publish(SPORT, "goal")
    assert await heard_by(line) == frame(TEXT, b"goal")


async def test_subscribing_twice_is_hearing_once() -> None:
    broadcaster, (line,), plain = Broadcaster[str](), readers(1), Encoding()
    broadcaster.subscribe(NEWS, line.connection, plain)
    broadcaster.subscribe(NEWS, line.connection, plain)
    broadcaster.publish(NEWS, "rain")
    assert await heard_by(line) == frame(TEXT, b"rain")


async def test_unsubscribing_from_what_one_did_not_subscribe_to_does_nothing() -> None:
    broadcaster, (first, second), plain = Broadcaster[str](), readers(2), Encoding()
    broadcaster.subscribe(NEWS, first.connection, plain)
    broadcaster.unsubscribe(NEWS, second.connection)
    broadcaster.unsubscribe(SPORT, second.connection)
    assert broadcaster.subscribers(NEWS) == 1


async def test_a_topic_that_nobody_hears_is_forgotten() -> None:
    broadcaster, (line,) = Broadcaster[str](), readers(1)
    broadcaster.subscribe(NEWS, line.connection, Encoding())
    broadcaster.unsubscribe(NEWS, line.connection)
    assert broadcaster._topics == {}


async def test_publishing_to_nobody_leaves_no_topic_behind() -> None:
    broadcaster = Broadcaster[str]()
    broadcaster.publish(NEWS, "rain")
    assert broadcaster._topics == {}


async def test_a_selector_hears_events_as_they_are() -> None:
    broadcaster, heard = Broadcaster[str](), list[str]()
    selector = broadcaster.listen(NEWS)
    broadcaster.publish(NEWS, "rain")
    selector.attach(heard.append)
    broadcaster.publish(NEWS, "sun")
    assert heard == ["rain", "sun"]


async def test_a_released_selector_leaves_no_topic_behind() -> None:
    broadcaster = Broadcaster[str]()
    broadcaster.listen(NEWS).release()
    assert broadcaster._topics == {}


async def test_a_selector_may_be_released_while_an_event_is_handed_out() -> None:
    broadcaster = Broadcaster[str]()
    first, second = broadcaster.listen(NEWS), broadcaster.listen(NEWS)
    first.attach(lambda _event: second.release())
    broadcaster.publish(NEWS, "rain")
    assert broadcaster.subscribers(NEWS) == 1


async def test_subscribers_are_connections_and_selectors() -> None:
    broadcaster, (first, second), plain = Broadcaster[str](), readers(2), Encoding()
    broadcaster.subscribe(NEWS, first.connection, plain)
    broadcaster.subscribe(NEWS, second.connection, plain)
    broadcaster.listen(NEWS)
    assert [broadcaster.subscribers(NEWS), broadcaster.subscribers(SPORT)] == [3, 0]


async def test_a_reader_that_is_cut_in_the_middle_of_an_event_takes_it_from_nobody() -> None:
    broadcaster, (stuck, other), plain = Broadcaster[str](), readers(2), Encoding()
    for line in (stuck, other):
        line.receiver.when_ended = partial(broadcaster.unsubscribe, NEWS, line.connection)
        broadcaster.subscribe(NEWS, line.connection, plain)
    stuck.transport.waiting = SEND_BUFFER
    broadcaster.publish(NEWS, "x" * GATHERED)
    assert await heard_by(other) == frame(TEXT, b"x" * GATHERED)


async def test_all_at_once_is_heard_in_order() -> None:
    broadcaster, (line,) = Broadcaster[str](), readers(1)
    broadcaster.subscribe(NEWS, line.connection, Encoding())
    broadcaster.publish_all(NEWS, ["rain", "sun"])
    assert await heard_by(line) == frame(TEXT, b"rain") + frame(TEXT, b"sun")


async def test_all_at_once_is_heard_by_selectors_too() -> None:
    broadcaster, heard = Broadcaster[str](), list[str]()
    broadcaster.listen(NEWS).attach(heard.append)
    broadcaster.publish_all(NEWS, ["rain", "sun"])
    assert heard == ["rain", "sun"]


async def test_of_all_at_once_only_that_is_sent_for_which_there_are_words() -> None:
    broadcaster, (line,) = Broadcaster[str](), readers(1)
    broadcaster.subscribe(NEWS, line.connection, only_of_rain)
    broadcaster.publish_all(NEWS, ["rain", "sun"])
    assert await heard_by(line) == frame(TEXT, b"rain")


@pytest.mark.parametrize(("event", "readers_of_it"), [("rain", 3), ("sun", 2)])
@pytest.mark.parametrize("is_at_once", [False, True])
async def test_those_are_counted_who_have_words_for_it(
    event: str, readers_of_it: int, is_at_once: bool
) -> None:
    broadcaster, (first, second, third), plain = Broadcaster[str](), readers(3), Encoding()
    for line in (first, second):
        broadcaster.subscribe(NEWS, line.connection, plain)
    broadcaster.subscribe(NEWS, third.connection, only_of_rain)
    told = (
        broadcaster.publish_all(NEWS, [event]) if is_at_once else broadcaster.publish(NEWS, event)
    )
    assert told == readers_of_it


async def test_all_at_once_to_nobody_leaves_no_topic_behind() -> None:
    broadcaster = Broadcaster[str]()
    broadcaster.publish_all(NEWS, ["rain"])
    assert broadcaster._topics == {}
