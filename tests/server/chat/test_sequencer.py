"""The one order with a broker that takes its time: kept first, delivered then, as submitted."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.chat.sequencer import Order
from server.core.effects import Delivery, Enter, Exit, TellWho, ToOne, ToOthers, ToSome
from server.core.events import Announced, Joined, Left, Ponged, Present, Said, Typing, WhoIsHere
from server.core.history_query import Query
from server.store.memory import MemoryBroker
from tests.server.support.sequencer_setup import DEADLINE, Stage, texts, whispered


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def all_kinds() -> Iterator[tuple[str, str, list[Delivery[str]]]]:
    """Some of everything, in two rooms."""
    for number in range(50):
        yield "lobby", "Alice", [ToOthers(Typing("Alice", False), "Alice"), Said("Alice", "hi")]
        yield "attic", "Bob", [ToSome(whispered("psst"), ("Alice", "Bob"))]
        yield "attic", "Carol", [Enter("Carol", Joined("Carol"))]
        yield "lobby", "Alice", [ToOne(Ponged(str(number)), "Alice")]
        yield "attic", "Carol", [Exit("Carol", Left("Carol"))]
        yield "lobby", "Alice", [Announced("soon")]


async def test_things_are_delivered_as_they_were_submitted(folder: Path) -> None:
    stage = Stage(folder)
    submitted = list(all_kinds())
    for number, (room, member, deliveries) in enumerate(submitted):
        stage.order.submit(room, member, deliveries)
        if number % 7 == 0:
            await asyncio.to_thread(bool)  # the loop turns, and batches are of all sizes
    expected = [(room, each) for room, _, deliveries in submitted for each in deliveries]
    assert await stage.drained() == expected
    places = [each.place for _, each in stage.delivered if isinstance(each, Said)]
    assert places == sorted(set(places))


async def test_nothing_is_delivered_before_it_is_kept(folder: Path) -> None:
    stage = Stage(folder)
    for number in range(20):
        stage.say(str(number))
        await asyncio.to_thread(bool)
    await stage.drained()
    assert len(stage.delivered) == 20
    assert stage.early == []


async def test_while_the_broker_is_busy_nothing_is_delivered(folder: Path) -> None:
    stage = Stage(folder)
    await stage.held()
    stage.say("hi")
    stage.order.submit("lobby", "Alice", [ToOne(Ponged("1"), "Alice")])
    assert await asyncio.to_thread(lambda: list(stage.delivered)) == []
    stage.broker.gate.set()
    assert [room for room, _ in await stage.drained()] == ["elsewhere", "lobby", "lobby"]


async def test_all_that_comes_while_the_broker_is_busy_is_kept_at_once(folder: Path) -> None:
    stage = Stage(folder)
    await stage.held()
    for number in range(1_200):
        stage.say(str(number))
    stage.broker.gate.set()
    await stage.drained()
    assert stage.broker.commits == 2
    assert texts(stage.delivered) == ["held", *map(str, range(1_200))]


async def test_things_are_kept_while_the_loop_is_busy(folder: Path) -> None:
    stage = Stage(folder)
    stage.say("first")
    await asyncio.to_thread(bool)
    stage.say("second")
    assert stage.broker.kept.wait(DEADLINE)  # the loop stands still here, and yet it is kept
    assert await stage.drained()
    assert texts(stage.delivered) == ["first", "second"]


async def test_who_asks_in_the_middle_of_a_burst_is_told_what_stands_before(folder: Path) -> None:
    stage = Stage(folder)
    for number in range(300):
        stage.say(str(number))
        if number % 10 == 9:
            stage.recall(Query(limit=1_000))
        if number % 37 == 0:
            await asyncio.to_thread(bool)
    await stage.drained()
    told = stage.recalled()
    assert told == [([str(n) for n in range(end)], True) for end in range(10, 301, 10)]


async def test_history_and_live_fit_each_other(folder: Path) -> None:
    stage = Stage(folder)
    for number in range(200):
        stage.say(str(number))
        if number == 111:
            stage.recall(Query(limit=1_000))
    delivered = await stage.drained()
    asked = next(at for at, (_, each) in enumerate(delivered) if isinstance(each, ToOne))
    ((history, _),) = stage.recalled()
    assert history + texts(delivered[asked:]) == [str(number) for number in range(200)]


async def test_who_is_here_is_told_as_it_was_at_that_moment(folder: Path) -> None:
    stage = Stage(folder)
    steps: list[Delivery[str]] = [
        TellWho("Bob"),
        Enter("Bob", Joined("Bob")),
        TellWho("Bob"),
        Exit("Bob", Left("Bob")),
        TellWho("Bob"),
    ]
    stage.order.submit("lobby", "Bob", steps)
    heard = [each.event for _, each in await stage.drained() if isinstance(each, ToOne)]
    assert heard == [WhoIsHere(()), WhoIsHere((Present("Bob", 1),)), WhoIsHere(())]


async def test_counts_of_people_are_those_of_the_moment(folder: Path) -> None:
    stage = Stage(folder)
    came = [Joined(name) for name in ("Alice", "Bob", "Bob")]
    for joined in came:
        stage.order.submit("lobby", joined.name, [Enter(joined.name, joined)])
    left = Left("Alice")
    stage.order.submit("lobby", "Alice", [Exit("Alice", left)])
    await stage.drained()
    assert ([joined.count for joined in came], left.count) == ([1, 2, 2], 1)


@pytest.mark.parametrize("is_whispered", [False, True])
async def test_a_repetition_is_answered_to_its_sender_alone(
    folder: Path, is_whispered: bool
) -> None:
    def once_more() -> Delivery[str]:
        if is_whispered:
            return ToSome(whispered("psst", "c-1"), ("Alice", "Bob"))
        return Said("Alice", "hi", 0, "c-1")

    stage = Stage(folder)
    first = once_more()
    stage.order.submit("lobby", "Alice", [first])
    stage.order.submit("lobby", "Alice", [once_more()])
    message = first.event if isinstance(first, ToSome) else first
    assert await stage.drained() == [("lobby", first), ("lobby", ToOne(message, "Alice"))]


async def test_draining_waits_for_all_that_was_submitted(folder: Path) -> None:
    stage = Stage(folder)
    await stage.drained()
    await stage.held()
    stage.say("hi")
    draining = asyncio.ensure_future(stage.order.drained())
    await asyncio.to_thread(bool)
    assert not draining.done()
    stage.broker.gate.set()
    await asyncio.wait_for(draining, DEADLINE)
    assert texts(stage.delivered) == ["held", "hi"]


async def test_whoever_gave_up_waiting_harms_nobody(folder: Path) -> None:
    stage = Stage(folder)
    await stage.held()
    draining = asyncio.ensure_future(stage.order.drained())
    await asyncio.to_thread(bool)
    draining.cancel()
    stage.say("hi")
    stage.broker.gate.set()
    assert texts(await stage.drained()) == ["held", "hi"]


async def test_what_was_kept_is_there_after_the_end(folder: Path) -> None:
    stage = Stage(folder)
    stage.say("hi")
    await stage.drained()
    stage.order.close()
    again = Stage(folder)
    again.recall(Query())
    await again.drained()
    assert again.recalled() == [(["hi"], True)]


def test_an_instant_broker_needs_no_batches() -> None:
    delivered: list[tuple[str, list[Delivery[str]]]] = []
    order: Order[str] = Order(MemoryBroker(10, 10), lambda *told: delivered.append(told))
    said = Said("Alice", "hi")
    order.submit("lobby", "Alice", [said])
    order.submit("lobby", "Alice", [])
    assert delivered == [("lobby", [said])]
    assert said.place
