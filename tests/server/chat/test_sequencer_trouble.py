"""Sequencer under failure or overload: no client receives a message that may be lost."""

import asyncio
import logging
from itertools import pairwise
from pathlib import Path

import pytest

from server.chat import accounts, batching_sequencer
from server.core.effects import (
    Effect,
    SendConfirmed,
    SendToOne,
    SendToOthers,
    SendToSome,
    Subscribe,
)
from server.core.events import (
    PongReply,
    PublicMessage,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
)
from server.core.history_query import HistoryQuery
from tests.server.support.fake_transport import turn_ends
from tests.server.support.sequencer_setup import DEADLINE, SequencerSetup, private_message, texts


def refused(delivered: list[tuple[str, Effect[str]]]) -> list[tuple[str, str]]:
    """Return the rooms and members that received a rejection."""
    return [
        (room, each.member)
        for room, each in delivered
        if isinstance(each, SendToOne)
        and isinstance(each.event, Rejected)
        and each.event.why is RejectionReason.FULL
    ]


async def test_what_cannot_be_kept_is_rejected_to_its_sender_alone(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    stage.store.breaks(True)
    stage.send_message("hi", "lobby", "Alice")
    stage.sequencer.submit("attic", "Bob", [SendToSome(private_message("psst"), ("Alice", "Bob"))])
    delivered = await stage.drained()
    assert refused(delivered) == [("lobby", "Alice"), ("attic", "Bob")]
    assert len(delivered) == 2


async def test_all_else_is_delivered_all_the_same(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    stage.store.breaks(True)
    typing = SendToOthers(TypingChanged("Alice", False), "Alice")
    entered = Subscribe("Bob", UserJoined("Bob"))
    stage.sequencer.submit("lobby", "Alice", [typing, PublicMessage("Alice", "hi")])
    stage.sequencer.submit("lobby", "Bob", [entered])
    delivered = await stage.drained()
    assert [delivered[0], delivered[2]] == [("lobby", typing), ("lobby", entered)]
    assert refused(delivered) == [("lobby", "Alice")]
    assert entered.joined.count == 1


async def test_nobody_is_told_later_what_was_rejected(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    stage.send_message("kept")
    await stage.drained()
    stage.store.breaks(True)
    stage.send_message("lost")
    stage.read_history(HistoryQuery(limit=5))
    await stage.drained()
    stage.store.breaks(False)
    stage.read_history(HistoryQuery(limit=5))
    stage.send_message("kept again")
    stage.read_history(HistoryQuery(limit=5))
    await stage.drained()
    assert [told for told, _ in stage.select_history()] == [
        ["kept"],
        ["kept"],
        ["kept", "kept again"],
    ]


async def test_what_was_rejected_may_be_said_again_under_the_same_id(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    stage.store.breaks(True)
    stage.sequencer.submit("lobby", "Alice", [PublicMessage("Alice", "hi", 0, "c-1")])
    await stage.drained()
    stage.store.breaks(False)
    again = PublicMessage("Alice", "hi", 0, "c-1")
    stage.sequencer.submit("lobby", "Alice", [again])
    assert (await stage.drained())[-1] == ("lobby", SendConfirmed(again, "Alice"))


async def test_the_order_gets_well_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching_sequencer, "RETRY", 0.001)
    stage = SequencerSetup(tmp_path)
    assert stage.sequencer.is_well
    stage.store.breaks(True)
    stage.send_message("hi")
    await stage.drained()
    assert not stage.sequencer.is_well
    stage.store.kept.clear()
    stage.store.breaks(False)
    assert await asyncio.to_thread(stage.store.kept.wait, DEADLINE)
    await stage.drained()
    assert stage.sequencer.is_well


async def test_talk_without_words_does_not_make_it_well(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    stage.store.breaks(True)
    stage.send_message("hi")
    await stage.drained()
    stage.sequencer.submit("lobby", "Alice", [SendToOne(PongReply("1"), "Alice")])
    await stage.drained()
    assert not stage.sequencer.is_well


async def test_the_log_tells_of_it_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    stage = SequencerSetup(tmp_path)
    with caplog.at_level(logging.WARNING, "chat"):
        for is_broken in (True, True, False, False):
            stage.store.breaks(is_broken)
            stage.send_message("hi")
            await stage.drained()
    assert [record.getMessage() for record in caplog.records] == [
        "history: the file cannot be written to",
        "history: messages are stored again",
    ]


async def test_even_a_store_with_a_fault_holds_up_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = SequencerSetup(tmp_path)
    with monkeypatch.context() as fault:
        fault.setattr(stage.store, "append_all", lambda *_: 1 / 0)
        fault.setattr(stage.store, "read_history", lambda *_: 1 / 0)
        stage.send_message("hi")
        stage.read_history(HistoryQuery())
        assert refused(await stage.drained()) == [("lobby", "Alice")]
    stage.send_message("ho")
    assert texts(await stage.drained()) == ["ho"]
    assert stage.select_history() == [([], False)]


async def test_when_too_much_waits_whoever_sent_it_is_rejected_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching_sequencer, "MOST_WAITING", 10_000)
    stage = SequencerSetup(tmp_path)
    await stage.held()
    for text in "ab":
        stage.send_message(text * 8_000)
    stage.sequencer.submit("lobby", "Bob", [PublicMessage("Bob", "c")])
    stage.sequencer.submit("lobby", "Alice", [PublicMessage("Alice", "d")] * 2)
    assert refused(stage.delivered) == [("lobby", "Alice")] * 2
    stage.store.gate.set()
    assert [text[0] for text in texts(await stage.drained())] == ["h", "a", "b", "c"]
    stage.send_message("e")
    assert texts(await stage.drained())[-1] == "e"


async def test_when_far_too_much_waits_everybody_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching_sequencer, "MOST_WAITING", 10_000)
    stage = SequencerSetup(tmp_path)
    await stage.held()
    stage.send_message("a" * 25_000)
    stage.sequencer.submit("lobby", "Bob", [PublicMessage("Bob", "c")])
    assert refused(stage.delivered) == [("lobby", "Bob")]
    stage.store.gate.set()
    await stage.drained()


async def test_a_member_is_busy_while_much_of_it_waits(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    await stage.held()
    for _ in range(4):
        stage.send_message("x" * (accounts.MOST_OF_MEMBER // 3))
    stage.send_message("hi", member="Bob")
    assert stage.busy == [("Alice", True)]
    stage.store.gate.set()
    await stage.drained()
    assert stage.busy == [("Alice", True), ("Alice", False)]


async def test_nobody_stays_busy_when_much_is_submitted_during_a_delivery(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    much = "x" * (accounts.MOST_OF_MEMBER // 2)
    stage.answers["short"] = [much, much, much]
    stage.send_message("short")
    stage.send_message("after", member="Bob")
    await stage.drained()
    assert len(texts(stage.delivered)) == 5
    assert stage.busy == [("Alice", True), ("Alice", False)]
    stage.send_message("again")
    assert texts(await stage.drained())[-1] == "again"


async def test_the_store_goes_on_after_an_exception_that_nobody_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stage = SequencerSetup(tmp_path)
    with monkeypatch.context() as fault:
        fault.setattr(batching_sequencer, "commit_batch", lambda *_: 1 / 0)
        stage.send_message("lost")
        assert await stage.drained() == []
    assert "division by zero" in caplog.text
    stage.send_message("told")
    assert texts(await stage.drained()) == ["told"]


async def test_a_room_is_crowded_while_much_waits_in_it(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    await stage.held()
    for number in range(5):
        stage.send_message("x" * (accounts.MOST_OF_ROOM // 4), member=f"Member {number}")
    stage.send_message("hi", "attic")
    assert stage.sequencer.crowded == {"lobby"}
    stage.store.gate.set()
    await stage.drained()
    await turn_ends()
    assert stage.sequencer.crowded == set()
    assert stage.with_space == ["lobby"]


async def test_a_large_batch_is_delivered_in_several_turns(tmp_path: Path) -> None:
    stage, loop = SequencerSetup(tmp_path), asyncio.get_running_loop()
    await stage.held()
    for number in range(16):
        stage.send_message("x" * 50_000, member=f"Member {number}")
    counts: list[int] = []  # of what was delivered, in each iteration of the loop

    def count() -> None:
        counts.append(len(stage.delivered))
        if counts[-1] < 17:
            loop.call_soon(count)

    count()
    stage.store.gate.set()
    await stage.drained()
    most = max(after - before for before, after in pairwise(counts))
    assert most * 50_000 < 2 * batching_sequencer.MOST_AT_ONCE


async def test_an_exception_in_one_room_costs_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = SequencerSetup(tmp_path)
    stage.poisoned.add("lobby")
    stage.send_message("lost", "lobby")
    stage.send_message("told", "attic")
    assert texts(await stage.drained()) == ["told"]
    assert "events could not be delivered" in caplog.text
    assert not stage.sequencer.is_well
    stage.poisoned.clear()
    stage.send_message("told again", "lobby")
    assert texts(await stage.drained()) == ["told", "told again"]
    monkeypatch.setattr("server.chat.sequencer.UNWELL", 0.0)
    assert stage.sequencer.is_well


async def test_when_too_much_waits_all_but_messages_keeps_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching_sequencer, "MOST_WAITING", 0)
    stage = SequencerSetup(tmp_path)
    await stage.held()
    typing = [
        SendToOthers(TypingChanged("Alice", is_typing), "Alice") for is_typing in (True, False)
    ]
    stage.sequencer.submit("lobby", "Alice", [typing[0]])
    stage.sequencer.submit("lobby", "Alice", [typing[1], PublicMessage("Alice", "hi")])
    assert refused(stage.delivered) == [("lobby", "Alice")]
    stage.store.gate.set()
    assert [each for _, each in await stage.drained()][2:] == typing


async def test_a_store_that_is_stuck_does_not_hold_up_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(batching_sequencer, "CLOSING", 0.01)
    stage = SequencerSetup(tmp_path)
    await stage.held()
    stage.sequencer.close()
    assert "the disk does not respond" in caplog.text
    stage.store.gate.set()
