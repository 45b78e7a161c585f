"""Delivery time with a slow store: measured from the first waiting submission."""

import asyncio
import time

import pytest

from server.chat.batching_sequencer import BatchingSequencer
from server.chat.sequencer import SequencerCallbacks
from server.core.effects import Effect
from server.core.events import PublicMessage
from tests.server.support.counted import HeldStore
from tests.server.support.fake_transport import turn_ends


class Told:
    """A sequencer that records applied effects and the time since which they waited."""

    def __init__(self) -> None:
        self.store = HeldStore()
        self.sequencer: BatchingSequencer[str] = BatchingSequencer(
            self.store, SequencerCallbacks(self.apply_effects, on_late=self.late)
        )
        self.notes: list[object] = []

    def late(self, since: float) -> None:
        self.notes.append(since)

    def apply_effects(self, _room: str, effects: list[Effect[str]]) -> None:
        self.notes += [effect.text for effect in effects if isinstance(effect, PublicMessage)]

    def send_message(self, text: str) -> float:
        """Submit a message and return the moment just before."""
        before = time.perf_counter()
        self.sequencer.submit("lobby", "Ann", [PublicMessage("Ann", text)])
        return before

    async def all_told(self) -> list[object]:
        await self.sequencer.drained()
        self.sequencer.close()
        return self.notes


async def test_a_batch_has_waited_since_its_first_was_submitted() -> None:
    told = Told()
    before = told.send_message("one")
    after = told.send_message("other")
    since, *texts = await told.all_told()
    assert texts == ["one", "other"]
    assert isinstance(since, float)
    assert before <= since <= after


async def test_nothing_is_told_to_have_waited_when_nothing_comes() -> None:
    told = Told()
    assert await told.all_told() == []


async def test_what_waited_is_told_once_though_somebody_waits_for_the_end() -> None:
    told = Told()
    told.store.is_free.clear()
    told.send_message("one")
    await asyncio.to_thread(told.store.is_asked.wait)
    rest = asyncio.ensure_future(told.all_told())  # waits for the next batch, which is empty
    await turn_ends()
    told.store.is_free.set()
    _since, *texts = await rest
    assert texts == ["one"]


@pytest.mark.parametrize("batches", [2, 3])
async def test_each_batch_has_its_own_beginning(batches: int) -> None:
    told = Told()
    befores = []
    for number in range(batches):
        befores.append(told.send_message(str(number)))
        await told.sequencer.drained()
    notes = await told.all_told()
    sinces = [note for note in notes if isinstance(note, float)]
    assert all(before <= since for before, since in zip(befores, sinces, strict=True))
