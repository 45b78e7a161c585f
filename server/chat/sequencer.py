"""The order of all rooms: effects are stored first and sent afterwards.

With an instant store both happen at once. With any other store, all effects that were submitted
while it was busy go to it as one batch, in a separate thread, and are committed together; they are
applied in the order in which they were submitted. So a message that a client has received cannot be
lost (docs/protocol.md#g6), and the history sent to a joining client continues exactly with the live
messages.
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

# Characters waiting to be stored; beyond this, messages are rejected.
MOST_WAITING = 64 * 1024 * 1024
CLOSING = 1.0  # seconds the store has for its last batch at shutdown
RETRY = 1.0  # seconds after a failure until the store is tried again
# History queries per batch: each may return a megabyte, and every sender waits for the batch.
MOST_QUESTIONS = 4
_WEIGHT = 256  # characters added to the cost of every submission, however short its text
_log = logging.getLogger("chat")

ApplyEffects = Callable[[str, list[Effect[M]]], None]
Decision = tuple[str, M | None, list[Effect[M]]]
"""A room, the member who acted (None: the server), and the resulting effects."""
Committed = tuple[str, list[Effect[M]]]
Drains = list[asyncio.Future[None]]
Batch = tuple[list[Decision[M]], float, Drains]


def _not_timed(_since: float) -> None:
    """Measure nothing."""


def _always(_member: object) -> bool:
    """Take every member for connected."""
    return True


class Sequencer(Generic[M]):
    """Stores and applies the effects of all rooms in the order of ``submit``."""

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
        self.store = store
        self._apply_effect = apply_effects
        self._is_connected = is_connected
        self._on_late = on_late

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Store the effects of an action of ``member``, then apply them."""
        store = self.store
        committed = [commit_effect(store, room, member, effect) for effect in effects]
        if committed:
            self._apply_effect(room, committed)

    async def drained(self) -> None:
        """Wait until all effects submitted before are applied."""

    def close(self) -> None:
        """Close the store."""
        self.store.close()


class BatchingSequencer(Sequencer[M]):
    """Sequencer for a store that is not instant: one thread, with one batch at a time."""

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
        self._thread = Thread(target=self._work, name="store", daemon=True)
        self._thread.start()
        self._waiting: list[Decision[M]] = []
        self._weight = 0
        self._since = 0.0  # when the first waiting effect was submitted
        self._is_busy = False
        self._drains: list[asyncio.Future[None]] = []
        self._retry: asyncio.TimerHandle | None = None

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Store the effects together with all others of this event loop iteration."""
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
        """Wait until all effects submitted before are applied."""
        if self._is_busy:
            drain = self._loop.create_future()
            self._drains.append(drain)
            await drain

    def close(self) -> None:
        """Wait at most ``CLOSING`` seconds for the current batch, then close the store."""
        if self._retry is not None:
            self._retry.cancel()
        self._batches.put(None)
        self._thread.join(CLOSING)
        if self._thread.is_alive():
            _log.error("history: the last messages may be lost, the disk does not respond")
        else:
            super().close()

    def _without_messages(
        self, room: str, member: M | None, effects: list[Effect[M]]
    ) -> list[Effect[M]]:
        """Reject the messages among ``effects`` at once and return the other effects."""
        rest = [each for each in effects if message_in(each) is None]
        if member is not None and len(rest) < len(effects):
            self._apply_effect(room, [refused(member)] * (len(effects) - len(rest)))
        return rest

    def _call(self) -> None:
        """Schedule a batch unless one is in progress; the next one then follows by itself."""
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
        """Return the next batch: all waiting submissions, with at most ``MOST_QUESTIONS`` history
        queries.

        Queries of members that are gone are dropped: a client that asks and does not read is closed
        meanwhile.
        """
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
        """Process batches; runs in the store's thread."""
        while (batch := self._batches.get()) is not None:
            decisions, since, drains = batch
            committed, failures = self._kept(decisions)
            with suppress(RuntimeError):  # the event loop is closed: nothing waits for the result
                self._loop.call_soon_threadsafe(self._end, committed, since, failures, drains)

    def _kept(self, batch: list[Decision[M]]) -> tuple[list[Committed[M]], list[Exception]]:
        """Commit a batch.

        If it fails, its messages are lost: their senders receive a rejection, and no other client
        has received the messages.
        """
        store = self.store
        failures: list[Exception] = []
        committed = [
            (room, [attempt(failures, store, room, member, each) for each in effects])
            for room, member, effects in batch
        ]
        try:
            store.commit()
        except Exception as failure:  # any error: no sender may wait forever for this batch
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
            if not drain.done():  # the waiting task may have been cancelled
                drain.set_result(None)
        self._is_busy = bool(self._waiting or self._drains)
        if self._is_busy:
            self._begin()

    def _send_to(self, failures: list[Exception]) -> None:
        """Update ``is_well``, and log when it changes."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if failures:  # detect recovery even if no client sends a message
            self._retry = self._loop.call_later(RETRY, self._call)
            if self.is_well:
                is_known = isinstance(failures[0], StoreUnavailable)
                _log.error("history: %s", failures[0], exc_info=None if is_known else failures[0])
        elif not self.is_well:
            _log.warning("history: messages are stored again")
        self.is_well = not failures


def _weight(effects: list[Effect[M]]) -> int:
    return _WEIGHT + sum(map(characters, effects))
