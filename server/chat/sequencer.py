"""The one order of all rooms: what is decided is kept first, and delivered then.

With a broker that is instant both happen at once. With any other, all that was decided while it was
busy goes to it as one batch, away from the event loop, and is kept with one commit; the deliveries
follow in the order in which they were decided. So whatever anybody hears can no longer be lost
(PROTOCOL, promise 6), and what a newcomer is told of the past fits the live talk exactly.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Generic

from server.chat.commit import attempt, characters, message_in, refused, settle, unkept
from server.core.effects import Delivery, M, Recall
from server.store.base import BrokenBroker, Broker

MOST_WAITING = 64 * 1024 * 1024  # characters that wait to be kept; beyond, senders are refused
CLOSING = 1.0  # seconds that a broker has for its last batch when the server ends
RETRY = 1.0  # seconds after which it is tried again whether things can be kept
MOST_QUESTIONS = 4  # about the past in one batch: each may bring a megabyte, and all wait for it
_WEIGHT = 256  # characters that a decision costs, however short its text
_log = logging.getLogger("chat")

Deliver = Callable[[str, list[Delivery[M]]], None]
Decision = tuple[str, M | None, list[Delivery[M]]]
"""A room, who did something there (None: the server), and what is to be delivered."""
Settled = tuple[str, list[Delivery[M]]]
Drains = list[asyncio.Future[None]]
Batch = tuple[list[Decision[M]], float, Drains]


class Order(Generic[M]):
    """Hands on what rooms decide, in the order of ``submit``."""

    def __init__(self, broker: Broker, deliver: Deliver[M]) -> None:
        self.is_well = True  # what is said now can be kept
        self.when_late: Callable[[float], None] = _not_timed  # since when what comes has waited
        self.is_there: Callable[[M], bool] = _always  # whether a member can still be told anything
        self._broker = broker
        self._deliver = deliver

    def submit(self, room: str, member: M | None, deliveries: list[Delivery[M]]) -> None:
        """Has what came of the doings of ``member`` kept, and then delivered."""
        broker = self._broker
        settled = [settle(broker, room, member, delivery) for delivery in deliveries]
        if settled:
            self._deliver(room, settled)

    async def drained(self) -> None:
        """Returns when all that was submitted before is delivered."""

    def close(self) -> None:
        """Lets go of the broker."""
        self._broker.close()


class BatchedOrder(Order[M]):
    """For a broker that takes its time. One batch is with it at any time, in one thread."""

    def __init__(self, broker: Broker, deliver: Deliver[M]) -> None:
        """To be made inside the running loop."""
        super().__init__(broker, deliver)
        self._loop = asyncio.get_running_loop()
        self._batches: SimpleQueue[Batch[M] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="broker", daemon=True)
        self._thread.start()
        self._waiting: list[Decision[M]] = []
        self._weight = 0
        self._since = 0.0  # when the first of what waits was submitted
        self._is_busy = False
        self._drains: list[asyncio.Future[None]] = []
        self._retry: asyncio.TimerHandle | None = None

    def submit(self, room: str, member: M | None, deliveries: list[Delivery[M]]) -> None:
        """Has them kept together with all that comes in during this turn of the loop."""
        if self._weight > MOST_WAITING:
            deliveries = self._without_messages(room, member, deliveries)
        if not deliveries:
            return
        if not self._waiting:
            self._since = time.perf_counter()
        self._waiting.append((room, member, deliveries))
        self._weight += _weight(deliveries)
        self._call()

    async def drained(self) -> None:
        """Returns when all that was submitted before is delivered."""
        if self._is_busy:
            drain = self._loop.create_future()
            self._drains.append(drain)
            await drain

    def close(self) -> None:
        """Waits for the batch that is with the broker, then lets go of it; of one that is stuck
        after ``CLOSING``."""
        if self._retry is not None:
            self._retry.cancel()
        self._batches.put(None)
        self._thread.join(CLOSING)
        if self._thread.is_alive():
            _log.error("history: the last messages may not be kept, the disk does not answer")
        else:
            super().close()

    def _without_messages(
        self, room: str, member: M | None, deliveries: list[Delivery[M]]
    ) -> list[Delivery[M]]:
        """Refuses what is said at once; all the rest goes its way."""
        rest = [each for each in deliveries if message_in(each) is None]
        if member is not None and len(rest) < len(deliveries):
            self._deliver(room, [refused(member)] * (len(deliveries) - len(rest)))
        return rest

    def _call(self) -> None:
        """Has a batch kept soon, if none is with the broker; else one follows by itself."""
        if not self._is_busy:
            self._is_busy = True
            self._loop.call_soon(self._begin)

    def _begin(self) -> None:
        batch = self._next()
        drains: Drains = []
        if not self._waiting:
            drains, self._drains = self._drains, []
        self._batches.put((batch, self._since, drains))

    def _next(self) -> list[Decision[M]]:
        """What goes to the broker now: all that waits, but with ``MOST_QUESTIONS`` at most. Who has
        gone is asked for no more: whoever asks and does not read is cut meanwhile."""
        batch: list[Decision[M]] = []
        questions = 0
        for room, member, deliveries in self._waiting:
            wanted = [each for each in deliveries if self._is_wanted(each)]
            batch.append((room, member, wanted))
            self._weight -= _weight(deliveries)
            questions += any(isinstance(each, Recall) for each in wanted)
            if questions == MOST_QUESTIONS:
                break
        self._waiting = self._waiting[len(batch) :]
        return batch

    def _is_wanted(self, delivery: Delivery[M]) -> bool:
        return not isinstance(delivery, Recall) or self.is_there(delivery.member)

    def _work(self) -> None:
        """Runs in the thread."""
        while (batch := self._batches.get()) is not None:
            decisions, since, drains = batch
            settled, failures = self._kept(decisions)
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._end, settled, since, failures, drains)

    def _kept(self, batch: list[Decision[M]]) -> tuple[list[Settled[M]], list[Exception]]:
        """Has a batch kept. A failure costs its messages; their senders learn of it, and nobody
        has heard them."""
        broker = self._broker
        failures: list[Exception] = []
        settled = [
            (room, [attempt(failures, broker, room, member, each) for each in deliveries])
            for room, member, deliveries in batch
        ]
        try:
            broker.commit()
        except Exception as failure:  # whatever it is: nobody is to wait for this batch for ever
            failures.append(failure)
        if failures:
            settled = [
                (room, list(map(partial(unkept, broker, room, member), deliveries, done)))
                for (room, member, deliveries), (_, done) in zip(batch, settled, strict=True)
            ]
        return settled, failures

    def _end(
        self, settled: list[Settled[M]], since: float, failures: list[Exception], drains: Drains
    ) -> None:
        self._tell(failures)
        if settled:
            self.when_late(since)
        for room, deliveries in settled:
            self._deliver(room, deliveries)
        for drain in drains:
            if not drain.done():  # whoever waited may have given up
                drain.set_result(None)
        self._is_busy = bool(self._waiting or self._drains)
        if self._is_busy:
            self._begin()

    def _tell(self, failures: list[Exception]) -> None:
        """Keeps ``is_well``, and tells the log when it changes."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if failures:  # it is to get well even if nobody says anything
            self._retry = self._loop.call_later(RETRY, self._call)
            if self.is_well:
                is_known = isinstance(failures[0], BrokenBroker)
                _log.error("history: %s", failures[0], exc_info=None if is_known else failures[0])
        elif not self.is_well:
            _log.warning("history: what is said is kept again")
        self.is_well = not failures


def _not_timed(_since: float) -> None:
    """Nobody asks how long anything has waited."""


def _always(_member: object) -> bool:
    """Nobody is known to have gone."""
    return True


def _weight(deliveries: list[Delivery[M]]) -> int:
    return _WEIGHT + sum(map(characters, deliveries))
