"""The one order when nothing can be kept, or too much waits: nobody hears what may be lost."""

import asyncio
import logging
from pathlib import Path

import pytest

from server.chat import sequencer
from server.core.effects import Delivery, Enter, ToOne, ToOthers, ToSome
from server.core.events import Joined, Ponged, Refusal, Refused, Said, Typing
from server.core.history_query import Query
from tests.server.support.sequencer_setup import DEADLINE, Stage, texts, whispered


def refused(delivered: list[tuple[str, Delivery[str]]]) -> list[tuple[str, str]]:
    """Who was refused something, and where."""
    return [
        (room, each.member)
        for room, each in delivered
        if isinstance(each, ToOne)
        and isinstance(each.event, Refused)
        and each.event.why is Refusal.FULL
    ]


async def test_what_cannot_be_kept_is_refused_to_its_sender_alone(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.broker.breaks(True)
    stage.say("hi", "lobby", "Alice")
    stage.order.submit("attic", "Bob", [ToSome(whispered("psst"), ("Alice", "Bob"))])
    delivered = await stage.drained()
    assert refused(delivered) == [("lobby", "Alice"), ("attic", "Bob")]
    assert len(delivered) == 2


async def test_all_else_is_delivered_all_the_same(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.broker.breaks(True)
    typing = ToOthers(Typing("Alice", False), "Alice")
    entered = Enter("Bob", Joined("Bob"))
    stage.order.submit("lobby", "Alice", [typing, Said("Alice", "hi")])
    stage.order.submit("lobby", "Bob", [entered])
    delivered = await stage.drained()
    assert [delivered[0], delivered[2]] == [("lobby", typing), ("lobby", entered)]
    assert refused(delivered) == [("lobby", "Alice")]
    assert entered.joined.count == 1


async def test_nobody_is_told_later_what_was_refused(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.say("kept")
    await stage.drained()
    stage.broker.breaks(True)
    stage.say("lost")
    stage.recall(Query(limit=5))
    await stage.drained()
    stage.broker.breaks(False)
    stage.recall(Query(limit=5))
    stage.say("kept again")
    stage.recall(Query(limit=5))
    await stage.drained()
    assert [told for told, _ in stage.recalled()] == [["kept"], ["kept"], ["kept", "kept again"]]


async def test_what_was_refused_may_be_said_again_under_the_same_id(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.broker.breaks(True)
    stage.order.submit("lobby", "Alice", [Said("Alice", "hi", 0, "c-1")])
    await stage.drained()
    stage.broker.breaks(False)
    again = Said("Alice", "hi", 0, "c-1")
    stage.order.submit("lobby", "Alice", [again])
    assert (await stage.drained())[-1] == ("lobby", again)


async def test_the_order_gets_well_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencer, "RETRY", 0.001)
    stage = Stage(tmp_path)
    assert stage.order.is_well
    stage.broker.breaks(True)
    stage.say("hi")
    await stage.drained()
    assert not stage.order.is_well
    stage.broker.kept.clear()
    stage.broker.breaks(False)
    assert await asyncio.to_thread(stage.broker.kept.wait, DEADLINE)
    await stage.drained()
    assert stage.order.is_well


async def test_talk_without_words_does_not_make_it_well(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.broker.breaks(True)
    stage.say("hi")
    await stage.drained()
    stage.order.submit("lobby", "Alice", [ToOne(Ponged("1"), "Alice")])
    await stage.drained()
    assert not stage.order.is_well


async def test_the_log_tells_of_it_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stage = Stage(tmp_path)
    with caplog.at_level(logging.WARNING, "chat"):
        for is_broken in (True, True, False, False):
            stage.broker.breaks(is_broken)
            stage.say("hi")
            await stage.drained()
    assert [record.getMessage() for record in caplog.records] == [
        "history: the file cannot be written to",
        "history: what is said is kept again",
    ]


async def test_even_a_broker_with_a_fault_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    with monkeypatch.context() as fault:
        fault.setattr(stage.broker, "append", lambda *_: 1 / 0)
        fault.setattr(stage.broker, "recall", lambda *_: 1 / 0)
        stage.say("hi")
        stage.recall(Query())
        assert refused(await stage.drained()) == [("lobby", "Alice")]
    stage.say("ho")
    assert texts(await stage.drained()) == ["ho"]
    assert stage.recalled() == [([], False)]


async def test_when_too_much_waits_more_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencer, "MOST_WAITING", 10_000)
    stage = Stage(tmp_path)
    await stage.held()
    for text in "ab":
        stage.say(text * 8_000)
    stage.order.submit("lobby", "Bob", [Said("Bob", "c"), Said("Bob", "d")])
    assert refused(stage.delivered) == [("lobby", "Bob")] * 2
    stage.broker.gate.set()
    assert [text[0] for text in texts(await stage.drained())] == ["h", "a", "b"]
    stage.say("e")
    assert texts(await stage.drained())[-1] == "e"


async def test_when_too_much_waits_all_but_messages_keeps_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencer, "MOST_WAITING", 0)
    stage = Stage(tmp_path)
    await stage.held()
    typing = [ToOthers(Typing("Alice", is_typing), "Alice") for is_typing in (True, False)]
    stage.order.submit("lobby", "Alice", [typing[0]])
    stage.order.submit("lobby", "Alice", [typing[1], Said("Alice", "hi")])
    assert refused(stage.delivered) == [("lobby", "Alice")]
    stage.broker.gate.set()
    assert [each for _, each in await stage.drained()][2:] == typing


async def test_a_broker_that_is_stuck_does_not_hold_up_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sequencer, "CLOSING", 0.01)
    stage = Stage(tmp_path)
    await stage.held()
    stage.order.close()
    assert "the disk does not answer" in caplog.text
    stage.broker.gate.set()
