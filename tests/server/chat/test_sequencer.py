"""Sequencer with a slow store: effects are stored first, then applied in the order submitted."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.chat.sequencer import Sequencer, SequencerCallbacks
from server.core.effects import (
    Effect,
    SendConfirmed,
    SendToOne,
    SendToOthers,
    SendToSome,
    SendUserList,
    Subscribe,
    Unsubscribe,
)
from server.core.events import (
    Announcement,
    Confirmed,
    History,
    PongReply,
    PresentUser,
    PrivateMessage,
    PublicMessage,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.core.history_query import HistoryQuery
from server.store.memory import MemoryStore
from tests.server.support.sequencer_setup import DEADLINE, SequencerSetup, private_message, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def all_kinds() -> Iterator[tuple[str, str, list[Effect[str]]]]:
    """Return effects of every kind, in two rooms."""
    for number in range(50):
        yield (
            "lobby",
            "Alice",
            [SendToOthers(TypingChanged("Alice", False), "Alice"), PublicMessage("Alice", "hi")],
        )
        yield "attic", "Bob", [SendToSome(private_message("psst"), ("Alice", "Bob"))]
        yield "attic", "Carol", [Subscribe("Carol", UserJoined("Carol"))]
        yield "lobby", "Alice", [SendToOne(PongReply(str(number)), "Alice")]
        yield "attic", "Carol", [Unsubscribe("Carol", UserLeft("Carol"))]
        yield "lobby", "Alice", [Announcement("soon")]


async def test_things_are_delivered_as_they_were_submitted(folder: Path) -> None:
    stage = SequencerSetup(folder)
    submitted = list(all_kinds())
    for number, (room, member, effects) in enumerate(submitted):
        stage.sequencer.submit(room, member, effects)
        if number % 7 == 0:
            await asyncio.to_thread(bool)  # the loop turns, and batches are of all sizes
    expected = [(room, each) for room, _, effects in submitted for each in effects]
    assert await stage.drained() == expected
    sequences = [each.sequence for _, each in stage.delivered if isinstance(each, PublicMessage)]
    assert sequences == sorted(set(sequences))


async def test_nothing_is_delivered_before_it_is_kept(folder: Path) -> None:
    stage = SequencerSetup(folder)
    for number in range(20):
        stage.send_message(str(number))
        await asyncio.to_thread(bool)
    await stage.drained()
    assert len(stage.delivered) == 20
    assert stage.early == []


async def test_while_the_store_is_busy_nothing_is_delivered(folder: Path) -> None:
    stage = SequencerSetup(folder)
    await stage.held()
    stage.send_message("hi")
    stage.sequencer.submit("lobby", "Alice", [SendToOne(PongReply("1"), "Alice")])
    assert await asyncio.to_thread(lambda: list(stage.delivered)) == []
    stage.store.gate.set()
    assert [room for room, _ in await stage.drained()] == ["elsewhere", "lobby", "lobby"]


async def test_all_that_comes_while_the_store_is_busy_is_kept_at_once(folder: Path) -> None:
    stage = SequencerSetup(folder)
    await stage.held()
    for number in range(1_200):
        stage.send_message(str(number))
    stage.store.gate.set()
    await stage.drained()
    assert stage.store.commits == 2
    assert texts(stage.delivered) == ["held", *map(str, range(1_200))]


async def test_things_are_kept_while_the_loop_is_busy(folder: Path) -> None:
    stage = SequencerSetup(folder)
    stage.send_message("first")
    await asyncio.to_thread(bool)
    stage.send_message("second")
    assert stage.store.kept.wait(DEADLINE)  # the loop stands still here, and yet it is kept
    assert await stage.drained()
    assert texts(stage.delivered) == ["first", "second"]


async def test_who_asks_in_the_middle_of_a_burst_is_told_what_stands_before(folder: Path) -> None:
    stage = SequencerSetup(folder)
    for number in range(300):
        stage.send_message(str(number))
        if number % 10 == 9:
            stage.read_history(HistoryQuery(limit=1_000))
        if number % 37 == 0:
            await asyncio.to_thread(bool)
    said: list[str] = []
    for _, effect in await stage.drained():
        if isinstance(effect, PublicMessage):
            said.append(effect.text)
        elif isinstance(effect, SendToOne) and isinstance(effect.event, History):
            assert [message.text for message in effect.event.messages] == said
    assert said == [str(number) for number in range(300)]
    assert len(stage.select_history()) == 30


async def test_history_and_live_fit_each_other(folder: Path) -> None:
    stage = SequencerSetup(folder)
    for number in range(200):
        stage.send_message(str(number))
        if number == 111:
            stage.read_history(HistoryQuery(limit=1_000))
    delivered = await stage.drained()
    asked = next(at for at, (_, each) in enumerate(delivered) if isinstance(each, SendToOne))
    ((history, _),) = stage.select_history()
    assert history + texts(delivered[asked:]) == [str(number) for number in range(200)]


async def test_who_is_here_is_told_as_it_was_at_that_moment(folder: Path) -> None:
    stage = SequencerSetup(folder)
    steps: list[Effect[str]] = [
        SendUserList("Bob"),
        Subscribe("Bob", UserJoined("Bob")),
        SendUserList("Bob"),
        Unsubscribe("Bob", UserLeft("Bob")),
        SendUserList("Bob"),
    ]
    stage.sequencer.submit("lobby", "Bob", steps)
    heard = [each.event for _, each in await stage.drained() if isinstance(each, SendToOne)]
    lists = [tuple(event.people) for event in heard if isinstance(event, UserList)]
    assert lists == [(), (PresentUser("Bob", 1),), ()]


async def test_counts_of_people_are_those_of_the_moment(folder: Path) -> None:
    stage = SequencerSetup(folder)
    came = [UserJoined(name) for name in ("Alice", "Bob", "Bob")]
    for joined in came:
        stage.sequencer.submit("lobby", joined.name, [Subscribe(joined.name, joined)])
    left = UserLeft("Alice")
    stage.sequencer.submit("lobby", "Alice", [Unsubscribe("Alice", left)])
    await stage.drained()
    assert ([joined.count for joined in came], left.count) == ([1, 2, 2], 1)


@pytest.mark.parametrize("is_private", [False, True])
async def test_a_repetition_is_answered_to_its_sender_alone(folder: Path, is_private: bool) -> None:
    def once_more() -> Effect[str]:
        if is_private:
            return SendToSome(private_message("psst", "c-1"), ("Alice", "Bob"))
        return PublicMessage("Alice", "hi", 0, "c-1")

    stage = SequencerSetup(folder)
    first = once_more()
    stage.sequencer.submit("lobby", "Alice", [first])
    stage.sequencer.submit("lobby", "Alice", [once_more()])
    message = first.event if isinstance(first, SendToSome) else first
    assert isinstance(message, PrivateMessage | PublicMessage)
    confirmed = SendConfirmed(message, "Alice", ("Bob",) if is_private else None)
    repeated = SendToOne(Confirmed(message, "c-1"), "Alice")
    assert await stage.drained() == [("lobby", confirmed), ("lobby", repeated)]


async def test_draining_waits_for_all_that_was_submitted(folder: Path) -> None:
    stage = SequencerSetup(folder)
    await stage.drained()
    await stage.held()
    stage.send_message("hi")
    draining = asyncio.ensure_future(stage.sequencer.drained())
    await asyncio.to_thread(bool)
    assert not draining.done()
    stage.store.gate.set()
    await asyncio.wait_for(draining, DEADLINE)
    assert texts(stage.delivered) == ["held", "hi"]


async def test_a_client_that_gave_up_waiting_harms_nobody(folder: Path) -> None:
    stage = SequencerSetup(folder)
    await stage.held()
    draining = asyncio.ensure_future(stage.sequencer.drained())
    await asyncio.to_thread(bool)
    draining.cancel()
    stage.send_message("hi")
    stage.store.gate.set()
    assert texts(await stage.drained()) == ["held", "hi"]


async def test_what_was_kept_is_there_after_the_end(folder: Path) -> None:
    stage = SequencerSetup(folder)
    stage.send_message("hi")
    await stage.drained()
    stage.sequencer.close()
    again = SequencerSetup(folder)
    again.read_history(HistoryQuery())
    await again.drained()
    assert again.select_history() == [(["hi"], True)]


def test_an_instant_store_needs_no_batches() -> None:
    delivered: list[tuple[str, list[Effect[str]]]] = []
    sequencer: Sequencer[str] = Sequencer(
        MemoryStore(10, 10), SequencerCallbacks(lambda *told: delivered.append(told))
    )
    said = PublicMessage("Alice", "hi")
    sequencer.submit("lobby", "Alice", [said])
    sequencer.submit("lobby", "Alice", [])
    assert delivered == [("lobby", [said])]
    assert said.sequence
