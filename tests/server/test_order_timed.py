"""What a slow broker keeps waiting is timed from the first that was handed to it."""

import time

import pytest

from server.deliveries import Delivery
from server.events import Said
from server.order import BatchedOrder
from tests.server.counted import UnhurriedBroker


class Told:
    """An order of which is noted when what was delivered, and since when it had waited."""

    def __init__(self) -> None:
        broker = UnhurriedBroker(1000, 1000)
        self.order: BatchedOrder[str] = BatchedOrder(broker, self.deliver)
        self.order.when_late = self.late
        self.notes: list[object] = []

    def late(self, since: float) -> None:
        self.notes.append(since)

    def deliver(self, _room: str, deliveries: list[Delivery[str]]) -> None:
        self.notes += [delivery.text for delivery in deliveries if isinstance(delivery, Said)]

    def say(self, text: str) -> float:
        """Says it; the moment just before."""
        before = time.perf_counter()
        self.order.submit("lobby", "Ann", [Said("Ann", text)])
        return before

    async def all_told(self) -> list[object]:
        await self.order.drained()
        self.order.close()
        return self.notes


async def test_a_batch_has_waited_since_its_first_was_submitted() -> None:
    told = Told()
    before = told.say("one")
    after = told.say("other")
    since, *texts = await told.all_told()
    assert texts == ["one", "other"]
    assert isinstance(since, float)
    assert before <= since <= after


async def test_nothing_is_told_to_have_waited_when_nothing_comes() -> None:
    told = Told()
    assert await told.all_told() == []


@pytest.mark.parametrize("batches", [2, 3])
async def test_each_batch_has_its_own_beginning(batches: int) -> None:
    told = Told()
    befores = []
    for number in range(batches):
        befores.append(told.say(str(number)))
        await told.order.drained()
    notes = await told.all_told()
    sinces = [note for note in notes if isinstance(note, float)]
    assert all(before <= since for before, since in zip(befores, sinces, strict=True))
