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

from server.chat.commit import attempt, characters, commit_effect, message_in, refused, unkept
from server.core.effects import Effect, M, SendHistory
from server.store.base import Store, StoreUnavailable

MOST_WAITING = 64 * 1024 * 1024  # characters that wait to be kept; beyond, senders are refused
CLOSING = 1.0  # seconds that a broker has for its last batch when the server ends
RETRY = 1.0  # seconds after which it is tried again whether things can be kept
MOST_QUESTIONS = 4  # about the past in one batch: each may bring a megabyte, and all wait for it
_WEIGHT = 256  # characters that a decision costs, however short its text
_log = logging.getLogger("chat")

ApplyEffects = Callable[[str, list[Effect[M]]], None]
Decision = tuple[str, M | None, list[Effect[M]]]
"""A room, who did something there (None: the server), and what is to be delivered."""
Committed = tuple[str, list[Effect[M]]]
Drains = list[asyncio.Future[None]]
Batch = tuple[list[Decision[M]], float, Drains]


def _not_timed(_since: float) -> None:
    """Measure nothing."""


def _always(_member: object) -> bool:
    """Take every member for connected."""
    return True


class Sequencer(Generic[M]):
    """Hands on what rooms decide, in the order of ``submit``."""

    def __init__(
        self,
        store: Store,
        apply_effects: ApplyEffects[M],
        is_connected: Callable[[M], bool] = _always,
        on_late: Callable[[float], None] = _not_timed,
    ) -> None:
        """``apply_effects`` delivers committed effects to a room. ``is_connected`` tells whether a
        member can still receive anything. ``on_late`` is called before effects are delivered that
        had to wait, with the time of their submission (``time.perf_counter``)."""
        self.is_well = True  # the store can keep messages
        self._store = store
        self._apply_effect = apply_effects
        self._is_connected = is_connected
        self._on_late = on_late

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Has what came of the doings of ``member`` kept, and then delivered."""
        store = self._store
        committed = [commit_effect(store, room, member, effect) for effect in effects]
        if committed:
            self._apply_effect(room, committed)

    async def drained(self) -> None:
        """Returns when all that was submitted before is delivered."""

    def close(self) -> None:
        """Lets go of the broker."""
        self._store.close()


class BatchingSequencer(Sequencer[M]):
    """For a broker that takes its time. One batch is with it at any time, in one thread."""

    def __init__(
        self,
        store: Store,
        apply_effects: ApplyEffects[M],
        is_connected: Callable[[M], bool] = _always,
        on_late: Callable[[float], None] = _not_timed,
    ) -> None:
        """As ``Sequencer``; must be created inside the running loop."""
        super().__init__(store, apply_effects, is_connected, on_late)
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

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Has them kept together with all that comes in during this turn of the loop."""
        if self._weight > MOST_WAITING:
            effects = self._without_messages(room, member, effects)
        if not effects:
            return
        if not self._waiting:
            self._since = time.perf_counter()
        self._waiting.append((room, member, effects))
        self._weight += _weight(effects)
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
        self, room: str, member: M | None, effects: list[Effect[M]]
    ) -> list[Effect[M]]:
        """Refuses what is said at once; all the rest goes its way."""
        rest = [each for each in effects if message_in(each) is None]
        if member is not None and len(rest) < len(effects):
            self._apply_effect(room, [refused(member)] * (len(effects) - len(rest)))
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
        for room, member, effects in self._waiting:
            wanted = [each for each in effects if self._is_wanted(each)]
            batch.append((room, member, wanted))
            self._weight -= _weight(effects)
            questions += any(isinstance(each, SendHistory) for each in wanted)
            if questions == MOST_QUESTIONS:
                break
        self._waiting = self._waiting[len(batch) :]
        return batch

    def _is_wanted(self, effect: Effect[M]) -> bool:
        return not isinstance(effect, SendHistory) or self._is_connected(effect.member)

    def _work(self) -> None:
        """Runs in the thread."""
        while (batch := self._batches.get()) is not None:
            decisions, since, drains = batch
            committed, failures = self._kept(decisions)
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                self._loop.call_soon_threadsafe(self._end, committed, since, failures, drains)

    def _kept(self, batch: list[Decision[M]]) -> tuple[list[Committed[M]], list[Exception]]:
        """Has a batch kept. A failure costs its messages; their senders learn of it, and nobody
        has heard them."""
        store = self._store
        failures: list[Exception] = []
        committed = [
            (room, [attempt(failures, store, room, member, each) for each in effects])
            for room, member, effects in batch
        ]
        try:
            store.commit()
        except Exception as failure:  # whatever it is: nobody is to wait for this batch for ever
            failures.append(failure)
        if failures:
            committed = [
                (room, list(map(partial(unkept, store, room, member), effects, done)))
                for (room, member, effects), (_, done) in zip(batch, committed, strict=True)
            ]
        return committed, failures

    def _end(
        self, committed: list[Committed[M]], since: float, failures: list[Exception], drains: Drains
    ) -> None:
        self._send_to(failures)
        if committed:
            self._on_late(since)
        for room, effects in committed:
            self._apply_effect(room, effects)
        for drain in drains:
            if not drain.done():  # whoever waited may have given up
                drain.set_result(None)
        self._is_busy = bool(self._waiting or self._drains)
        if self._is_busy:
            self._begin()

    def _send_to(self, failures: list[Exception]) -> None:
        """Keeps ``is_well``, and tells the log when it changes."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if failures:  # it is to get well even if nobody says anything
            self._retry = self._loop.call_later(RETRY, self._call)
            if self.is_well:
                is_known = isinstance(failures[0], StoreUnavailable)
                _log.error("history: %s", failures[0], exc_info=None if is_known else failures[0])
        elif not self.is_well:
            _log.warning("history: what is said is kept again")
        self.is_well = not failures


def _weight(effects: list[Effect[M]]) -> int:
    return _WEIGHT + sum(map(characters, effects))
