"""Publish and subscribe: every subscriber receives an event once, encoded once."""

from functools import partial

import pytest

from server.ws.frames import TEXT, frame
from server.ws.pubsub import PubSub
from server.ws.write_batch import MAX_BATCH_BYTES
from tests.server.support.connection import SEND_BUFFER, FakeClient, started
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
    """Encode only some events."""
    return event.encode() if event == "rain" else None


def readers(count: int) -> list[FakeClient]:
    lines = [started() for _ in range(count)]
    for number, line in enumerate(lines):
        line.connection.send_queue.number = number
    return lines


async def heard_by(line: FakeClient) -> bytes:
    await turn_ends()
    return line.transport.written


async def test_every_subscriber_hears_an_event() -> None:
    pubsub, lines, plain = PubSub[str](), readers(3), Encoding()
    for line in lines:
        pubsub.subscribe(NEWS, line.connection, plain)
    pubsub.publish(NEWS, "rain")
    assert [await heard_by(line) for line in lines] == [frame(TEXT, b"rain")] * 3


async def test_an_event_is_encoded_once_for_all_who_read_it_alike() -> None:
    pubsub, plain, loud = PubSub[str](), Encoding(), Encoding("!")
    for number, line in enumerate(readers(6)):
        pubsub.subscribe(NEWS, line.connection, (plain, loud)[number % 2])
    pubsub.publish(NEWS, "rain")
    assert [plain.times, loud.times] == [1, 1]


async def test_everybody_hears_it_in_the_encoding_they_asked_for() -> None:
    pubsub, (first, second) = PubSub[str](), readers(2)
    pubsub.subscribe(NEWS, first.connection, Encoding("a "))
    pubsub.subscribe(NEWS, second.connection, Encoding("b "))
    pubsub.publish(NEWS, "rain")
    heard = [await heard_by(first), await heard_by(second)]
    assert heard == [frame(TEXT, b"a rain"), frame(TEXT, b"b rain")]


async def test_a_client_that_is_excluded_does_not_hear_it() -> None:
    pubsub, (first, second), plain = PubSub[str](), readers(2), Encoding()
    pubsub.subscribe(NEWS, first.connection, plain)
    pubsub.subscribe(NEWS, second.connection, plain)
    pubsub.publish(NEWS, "rain", exclude=first.connection)
    assert [await heard_by(first), await heard_by(second)] == [b"", frame(TEXT, b"rain")]


async def test_another_topic_is_not_heard() -> None:
    pubsub, (line,) = PubSub[str](), readers(1)
    pubsub.subscribe(NEWS, line.connection, Encoding())
    pubsub.publish(SPORT, "goal")
    assert await heard_by(line) == b""


async def test_a_client_that_has_unsubscribed_hears_nothing_more() -> None:
    pubsub, (line,) = PubSub[str](), readers(1)
    pubsub.subscribe(NEWS, line.connection, Encoding())
    pubsub.unsubscribe(NEWS, line.connection)
    pubsub.publish(NEWS, "rain")
    assert await heard_by(line) == b""


async def test_one_subscriber_may_hear_several_topics() -> None:
    pubsub, (line,), plain = PubSub[str](), readers(1), Encoding()
    pubsub.subscribe(NEWS, line.connection, plain)
    pubsub.subscribe(SPORT, line.connection, plain)
    pubsub.unsubscribe(NEWS, line.connection)
    pubsub.publish(SPORT, "goal")
    assert await heard_by(line) == frame(TEXT, b"goal")


async def test_subscribing_twice_is_hearing_once() -> None:
    pubsub, (line,), plain = PubSub[str](), readers(1), Encoding()
    pubsub.subscribe(NEWS, line.connection, plain)
    pubsub.subscribe(NEWS, line.connection, plain)
    pubsub.publish(NEWS, "rain")
    assert await heard_by(line) == frame(TEXT, b"rain")


async def test_unsubscribing_from_what_one_did_not_subscribe_to_does_nothing() -> None:
    pubsub, (first, second), plain = PubSub[str](), readers(2), Encoding()
    pubsub.subscribe(NEWS, first.connection, plain)
    pubsub.unsubscribe(NEWS, second.connection)
    pubsub.unsubscribe(SPORT, second.connection)
    assert pubsub.subscribers(NEWS) == 1


async def test_a_topic_that_nobody_hears_is_forgotten() -> None:
    pubsub, (line,) = PubSub[str](), readers(1)
    pubsub.subscribe(NEWS, line.connection, Encoding())
    pubsub.unsubscribe(NEWS, line.connection)
    assert pubsub.topics == {}


async def test_publishing_to_nobody_leaves_no_topic_behind() -> None:
    pubsub = PubSub[str]()
    pubsub.publish(NEWS, "rain")
    assert pubsub.topics == {}


async def test_a_subscription_hears_events_as_they_are() -> None:
    pubsub, heard = PubSub[str](), list[str]()
    subscription = pubsub.listen(NEWS)
    pubsub.publish(NEWS, "rain")
    subscription.attach(heard.append)
    pubsub.publish(NEWS, "sun")
    assert heard == ["rain", "sun"]


async def test_a_released_subscription_leaves_no_topic_behind() -> None:
    pubsub = PubSub[str]()
    pubsub.listen(NEWS).release()
    assert pubsub.topics == {}


async def test_a_subscription_may_be_released_while_an_event_is_handed_out() -> None:
    pubsub = PubSub[str]()
    first, second = pubsub.listen(NEWS), pubsub.listen(NEWS)
    first.attach(lambda _event: second.release())
    pubsub.publish(NEWS, "rain")
    assert pubsub.subscribers(NEWS) == 1


async def test_subscribers_are_connections_and_subscriptions() -> None:
    pubsub, (first, second), plain = PubSub[str](), readers(2), Encoding()
    pubsub.subscribe(NEWS, first.connection, plain)
    pubsub.subscribe(NEWS, second.connection, plain)
    pubsub.listen(NEWS)
    assert [pubsub.subscribers(NEWS), pubsub.subscribers(SPORT)] == [3, 0]


async def test_a_reader_that_is_cut_in_the_middle_of_an_event_takes_it_from_nobody() -> None:
    pubsub, (stuck, other), plain = PubSub[str](), readers(2), Encoding()
    for line in (stuck, other):
        line.receiver.when_ended = partial(pubsub.unsubscribe, NEWS, line.connection)
        pubsub.subscribe(NEWS, line.connection, plain)
    stuck.transport.waiting = SEND_BUFFER
    pubsub.publish(NEWS, "x" * MAX_BATCH_BYTES)
    assert await heard_by(other) == frame(TEXT, b"x" * MAX_BATCH_BYTES)


async def test_all_at_once_is_heard_in_order() -> None:
    pubsub, (line,) = PubSub[str](), readers(1)
    pubsub.subscribe(NEWS, line.connection, Encoding())
    pubsub.publish_all(NEWS, ["rain", "sun"])
    assert await heard_by(line) == frame(TEXT, b"rain") + frame(TEXT, b"sun")


async def test_all_at_once_is_heard_by_subscriptions_too() -> None:
    pubsub, heard = PubSub[str](), list[str]()
    pubsub.listen(NEWS).attach(heard.append)
    pubsub.publish_all(NEWS, ["rain", "sun"])
    assert heard == ["rain", "sun"]


async def test_of_all_at_once_only_that_is_sent_for_which_there_are_words() -> None:
    pubsub, (line,) = PubSub[str](), readers(1)
    pubsub.subscribe(NEWS, line.connection, only_of_rain)
    pubsub.publish_all(NEWS, ["rain", "sun"])
    assert await heard_by(line) == frame(TEXT, b"rain")


@pytest.mark.parametrize(("event", "readers_of_it"), [("rain", 3), ("sun", 2)])
@pytest.mark.parametrize("is_at_once", [False, True])
async def test_those_are_counted_who_have_words_for_it(
    event: str, readers_of_it: int, is_at_once: bool
) -> None:
    pubsub, (first, second, third), plain = PubSub[str](), readers(3), Encoding()
    for line in (first, second):
        pubsub.subscribe(NEWS, line.connection, plain)
    pubsub.subscribe(NEWS, third.connection, only_of_rain)
    told = pubsub.publish_all(NEWS, [event]) if is_at_once else pubsub.publish(NEWS, event)
    assert told == readers_of_it


async def test_all_at_once_to_nobody_leaves_no_topic_behind() -> None:
    pubsub = PubSub[str]()
    pubsub.publish_all(NEWS, ["rain"])
    assert pubsub.topics == {}
