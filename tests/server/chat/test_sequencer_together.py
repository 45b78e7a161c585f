"""Batches that the store is done with one shortly after the other are delivered together."""

import asyncio
import threading
from pathlib import Path

import pytest

from server.chat import waiting_line
from server.core.effects import SendConfirmed
from server.core.events import PublicMessage
from server.core.history_query import HistoryQuery
from server.ws.write_batch import Flushable
from tests.server.support.fake_transport import turn_ends
from tests.server.support.sequencer_setup import DEADLINE, SequencerSetup, texts


class Steps:
    """A sequencer whose store does one commit when it is told to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stage = SequencerSetup(folder)
        self._asked, self._allowed = threading.Semaphore(0), threading.Semaphore(0)
        self._sound = self.stage.store.commit
        monkeypatch.setattr(self.stage.store, "commit", self._commit)

    def _commit(self) -> None:
        self._asked.release()
        assert self._allowed.acquire(timeout=DEADLINE)
        self._sound()

    async def asked(self) -> list[str]:
        """Wait until the store is asked for a commit; return what was delivered until then."""
        assert await asyncio.to_thread(self._asked.acquire, timeout=DEADLINE)
        return texts(self.stage.delivered)

    async def next_asked(self) -> list[str]:
        """Allow the commit, and wait for the next one."""
        self._allowed.release()
        return await self.asked()

    async def end(self) -> list[str]:
        """Allow all commits; return all that was delivered."""
        self._allowed.release(10)
        return texts(await self.stage.drained())


async def test_what_came_in_meanwhile_is_stored_before_both_are_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(tmp_path, monkeypatch)
    steps.stage.send_message("one")
    assert await steps.asked() == []
    steps.stage.send_message("two", "attic")
    assert await steps.next_asked() == []
    assert await steps.end() == ["one", "two"]


async def test_a_batch_waits_for_one_other_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(tmp_path, monkeypatch)
    steps.stage.send_message("one")
    assert await steps.asked() == []
    steps.stage.send_message("two")
    assert await steps.next_asked() == []
    steps.stage.send_message("three")
    assert await steps.next_asked() == ["one", "two"]
    assert await steps.end() == ["one", "two", "three"]


async def test_a_batch_waits_for_none_that_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(tmp_path, monkeypatch)
    steps.stage.send_message("one")
    assert await steps.asked() == []
    steps.stage.send_message("x" * waiting_line.MOST_OF_SHORT)
    assert await steps.next_asked() == ["one"]
    await steps.end()


async def test_a_batch_waits_for_no_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(tmp_path, monkeypatch)
    steps.stage.send_message("one")
    assert await steps.asked() == []
    steps.stage.read_history(HistoryQuery(limit=1))
    assert await steps.next_asked() == ["one"]
    await steps.end()


async def test_what_was_refused_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps(tmp_path, monkeypatch)
    steps.stage.store.breaks(True)
    steps.stage.send_message("one")
    assert await steps.asked() == []
    steps.stage.send_message("two")
    await steps.next_asked()
    assert len(steps.stage.delivered) == 1
    await steps.end()


async def test_plain_messages_keep_their_place_between_others(tmp_path: Path) -> None:
    stage = SequencerSetup(tmp_path)
    for number, client_id in enumerate(["", "", "c-1", "", "c-2"]):
        room = "attic" if number == 1 else "lobby"
        said = PublicMessage("Alice", str(number), 0, client_id)
        stage.sequencer.submit(room, "Alice", [said])
    delivered = await stage.drained()
    assert texts(delivered) == ["0", "1", "2", "3", "4"]
    messages = [e.message if isinstance(e, SendConfirmed) else e for _, e in delivered]
    sequences = [each.sequence for each in messages if isinstance(each, PublicMessage)]
    assert sequences == sorted(set(sequences))
    assert [room for room, _ in delivered] == ["lobby", "attic", "lobby", "lobby", "lobby"]
    assert [each.text for each in stage.store.read_history("attic", HistoryQuery()).messages] == [
        "1"
    ]


async def test_what_comes_in_until_the_sequencer_is_flushed_is_one_batch(tmp_path: Path) -> None:
    waiting: list[Flushable] = []
    setup = SequencerSetup(tmp_path, waiting.append)
    for text in ("one", "two"):
        setup.send_message(text)
        await turn_ends()
    assert (len(waiting), setup.store.commits) == (1, 0)
    waiting[0].flush()
    assert await asyncio.to_thread(setup.store.kept.wait, DEADLINE)
    assert (setup.store.commits, len(setup.store.kept_places)) == (1, 2)
