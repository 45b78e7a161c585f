"""The sequencer for a store that is not instant: one thread, with one batch at a time.

All effects that were submitted while the store was busy go to it as one batch, in a separate
thread, and are committed together; they are applied in the order of the batch. So a message that a
client has received cannot be lost (docs/protocol.md#g6), and the history sent to a joining client
continues exactly with the live messages.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread

from server.chat.commit import attempt, message_in, refused, unkept
from server.chat.sequencer import (
    ApplyEffects,
    Sequencer,
    always,
    never_busy,
    no_one_waits,
    not_timed,
)
from server.chat.waiting_line import Decision, WaitingLine
from server.core.effects import Effect, M, SendHistory
from server.store.base import Store, StoreUnavailable

CLOSING = 1.0  # seconds the store has for its last batch at shutdown
RETRY = 1.0  # seconds after a failure until the store is tried again
# Weights (see ``WaitingLine``):
MOST_WAITING = 64 * 1024 * 1024  # of all that waits; beyond, messages are rejected
MOST_OF_ROOM = 256 * 1024  # of what waits in one room; beyond, the room is crowded
MOST_OF_MEMBER = 64 * 1024  # of what waits of one member; beyond, the member is busy
MOST_AT_ONCE = 128 * 1024  # of what is delivered in one event loop iteration
_log = logging.getLogger("chat")

Drains = list[asyncio.Future[None]]
Batch = tuple[list[Decision[M]], float, Drains]


class BatchingSequencer(Sequencer[M]):
    """Sequencer for a store that is not instant: one thread, with one batch at a time."""

    def __init__(
        self,
        store: Store,
        apply_effects: ApplyEffects[M],
        is_connected: Callable[[M], bool] = always,
        on_late: Callable[[float], None] = not_timed,
        on_busy: Callable[[M, bool], None] = never_busy,
        on_space: Callable[[str], None] = no_one_waits,
    ) -> None:
        """As ``Sequencer``; must be created inside the running loop."""
        super().__init__(store, apply_effects, is_connected, on_late, on_busy, on_space)
        self._loop = asyncio.get_running_loop()
        self._batches: SimpleQueue[Batch[M] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="store", daemon=True)
        self._thread.start()
        self._line: WaitingLine[M] = WaitingLine()
        self._undecided: dict[M, int] = {}  # weight by member, until its effects are delivered
        self._rooms: dict[str, int] = {}  # likewise by room
        self._weight = 0  # of all members
        self._since = 0.0  # when the first waiting effect was submitted
        self._is_busy = False
        self._can_store = True
        self._drains: list[asyncio.Future[None]] = []
        self._retry: asyncio.TimerHandle | None = None

    @property
    def is_well(self) -> bool:
        """Return True if messages can be stored, and were delivered lately."""
        return self._can_store and super().is_well

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Store the effects together with all others of this event loop iteration."""
        if self._weight > MOST_WAITING and self._has_most(member):
            effects = self._without_messages(room, member, effects)
        if not effects:
            return
        if not self._line:
            self._since = time.perf_counter()
        decision = Decision(room, member, effects)
        self._line.add(decision)
        self._charge_room(room, decision.weight)
        self._charge(member, decision.weight)
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

    def _charge(self, member: M | None, weight: int) -> None:
        """Add to what is undecided of ``member``, or subtract, and tell whether it is busy."""
        self._weight += weight
        if member is None:
            return
        before = self._undecided.get(member, 0)
        now = before + weight
        if now:
            self._undecided[member] = now
        else:
            del self._undecided[member]
        if before <= MOST_OF_MEMBER < now:
            self._on_busy(member, True)
        elif now <= MOST_OF_MEMBER < before:
            self._on_busy(member, False)

    def _charge_room(self, room: str, weight: int) -> None:
        """Add to what is undecided in ``room``, or subtract, and tell when there is space again."""
        now = self._rooms.get(room, 0) + weight
        if now:
            self._rooms[room] = now
        else:
            del self._rooms[room]
        if now > MOST_OF_ROOM:
            self.crowded.add(room)
        elif room in self.crowded and now <= MOST_OF_ROOM // 2:
            self.crowded.discard(room)
            self._loop.call_soon(self._on_space, room)

    def _has_most(self, member: M | None) -> bool:
        """Return True if ``member`` has more waiting than others: the bound is its fault."""
        own = self._undecided.get(member, 0) if member is not None else 0
        is_above_average = own * len(self._undecided) >= self._weight
        return is_above_average or self._weight > 2 * MOST_WAITING

    def _without_messages(
        self, room: str, member: M | None, effects: list[Effect[M]]
    ) -> list[Effect[M]]:
        """Reject the messages among ``effects`` at once and return the other effects."""
        rest = [each for each in effects if message_in(each) is None]
        if member is not None and len(rest) < len(effects):
            self.apply_effects(room, [refused(member)] * (len(effects) - len(rest)))
        return rest

    def _call(self) -> None:
        """Schedule a batch unless one is in progress; the next one then follows by itself."""
        if not self._is_busy:
            self._is_busy = True
            self._loop.call_soon(self._begin)

    def _begin(self) -> None:
        batch = self._line.next()
        for decision in batch:
            if decision.asked:  # nothing is read for a client that is gone
                decision.effects = [each for each in decision.effects if self._is_wanted(each)]
        drains: Drains = []
        if not self._line:
            drains, self._drains = self._drains, []
        self._batches.put((batch, self._since, drains))

    def _work(self) -> None:
        """Process batches; runs in the store's thread."""
        while (batch := self._batches.get()) is not None:
            decisions, since, drains = batch
            failures = self._commit(decisions)
            with suppress(RuntimeError):  # the event loop is closed: nothing waits for the result
                self._loop.call_soon_threadsafe(self._end, decisions, since, failures, drains)

    def _is_wanted(self, effect: Effect[M]) -> bool:
        return not isinstance(effect, SendHistory) or self._is_connected(effect.member)

    def _commit(self, batch: list[Decision[M]]) -> list[Exception]:
        """Commit a batch: replace the effects by those to deliver, and return the failures.

        If it fails, its messages are lost: their senders receive a rejection, and no other client
        has received the messages.
        """
        store = self.store
        failures: list[Exception] = []
        done = [
            [attempt(failures, store, one.room, one.member, each) for each in one.effects]
            for one in batch
        ]
        try:
            store.commit()
        except Exception as failure:  # any error: no sender may wait forever for this batch
            failures.append(failure)
        for one, effects in zip(batch, done, strict=True):
            if failures:
                replaced = partial(unkept, store, one.room, one.member)
                one.effects = list(map(replaced, one.effects, effects))
            else:
                one.effects = effects
        return failures

    def _end(
        self, batch: list[Decision[M]], since: float, failures: list[Exception], drains: Drains
    ) -> None:
        self._record_storing(failures)
        self._deliver(deque(batch), since, drains)

    def _deliver(self, batch: deque[Decision[M]], since: float, drains: Drains) -> None:
        """Deliver the effects of a batch, a part of them in each loop iteration."""
        if batch:
            self._on_late(since)
        left = MOST_AT_ONCE
        while batch and left > 0:
            decision = batch.popleft()
            self.apply_effects(decision.room, decision.effects)
            self._charge_room(decision.room, -decision.weight)
            self._charge(decision.member, -decision.weight)
            left -= decision.weight
        if batch:
            self._loop.call_soon(self._deliver, batch, since, drains)
            return
        for drain in drains:
            if not drain.done():  # the waiting task may have been cancelled
                drain.set_result(None)
        self._is_busy = bool(self._line or self._drains)
        if self._is_busy:
            self._begin()

    def _record_storing(self, failures: list[Exception]) -> None:
        """Record whether messages can be stored, and log when that changes."""
        if self._retry is not None:
            self._retry.cancel()
            self._retry = None
        if failures:  # detect recovery even if no client sends a message
            self._retry = self._loop.call_later(RETRY, self._call)
            if self._can_store:
                is_known = isinstance(failures[0], StoreUnavailable)
                _log.error("history: %s", failures[0], exc_info=None if is_known else failures[0])
        elif not self._can_store:
            _log.warning("history: messages are stored again")
        self._can_store = not failures
