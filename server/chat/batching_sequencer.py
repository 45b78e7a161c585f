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
from contextlib import suppress
from itertools import chain, islice
from queue import SimpleQueue
from threading import Thread

from server.chat.accounts import MOST_OF_MEMBER, Accounts
from server.chat.commit import message_in, refused
from server.chat.commit_batch import commit_batch
from server.chat.sequencer import Sequencer, SequencerCallbacks
from server.chat.waiting_line import Decision, WaitingLine
from server.core.effects import Effect, M, SendHistory
from server.store.base import Store, StoreUnavailable

CLOSING = 1.0  # seconds the store has for its last batch at shutdown
RETRY = 1.0  # seconds after a failure until the store is tried again
# Weights (see ``WaitingLine``):
MOST_WAITING = 64 * 1024 * 1024  # of all that waits; beyond, messages are rejected
MOST_AT_ONCE = 128 * 1024  # of what is delivered in one event loop iteration
_log = logging.getLogger("chat")

Drains = list[asyncio.Future[None]]
Batch = tuple[list[Decision[M]], float, Drains]


class BatchingSequencer(Sequencer[M]):
    """Sequencer for a store that is not instant."""

    def __init__(self, store: Store, callbacks: SequencerCallbacks[M]) -> None:
        """As ``Sequencer``; must be created inside the running loop."""
        super().__init__(store, callbacks)
        self._loop = asyncio.get_running_loop()
        self._batches: SimpleQueue[Batch[M] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="store", daemon=True)
        self._thread.start()
        self._line: WaitingLine[M] = WaitingLine()
        self._batch: deque[Decision[M]] = deque()  # with the store, or being delivered
        self._weight = 0  # of all that waits or is in the batch
        self._accounts: Accounts[M] | None = None  # who has how much of it, when it is much
        self._since = 0.0  # when the first waiting effect was submitted
        self._held: float | None = None  # since when a stored batch waits for the next one
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
        self._weight += decision.weight
        if self._accounts is not None:
            self._accounts.charge(decision, decision.weight)
        elif self._weight > MOST_OF_MEMBER:  # below, nobody can be busy, and no room crowded
            self._open_accounts()
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

    def _open_accounts(self) -> Accounts[M]:
        accounts = self._accounts = Accounts(
            self._callbacks.on_busy, self.crowded, self._callbacks.on_space
        )
        for decision in chain(self._batch, self._line):
            accounts.charge(decision, decision.weight)
        return accounts

    def _has_most(self, member: M | None) -> bool:
        """Return True if ``member`` has more waiting than others: the bound is its fault."""
        accounts = self._accounts or self._open_accounts()
        return accounts.is_above_average(member) or self._weight > 2 * MOST_WAITING

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
            self._callbacks.gather(self)

    def flush(self) -> None:
        """Hand the next batch to the store; ``SequencerCallbacks.gather`` calls it."""
        batch = self._line.next()
        for decision in batch:
            if decision.asked:  # nothing is read for a client that is gone
                decision.effects = [each for each in decision.effects if self._is_wanted(each)]
        self._batch.extend(batch)
        drains: Drains = []
        if not self._line:
            drains, self._drains = self._drains, []
        self._batches.put((batch, self._since, drains))

    def _work(self) -> None:
        """Process batches; runs in the store's thread."""
        while (batch := self._batches.get()) is not None:
            decisions, since, drains = batch
            try:
                failures = commit_batch(self.store, decisions)
            except Exception as failure:  # this thread must not end: the next batch may be sound
                failures = [failure]
                for decision in decisions:
                    decision.effects = []
            with suppress(RuntimeError):  # the event loop is closed: nothing waits for the result
                self._loop.call_soon_threadsafe(self._end, since, failures, drains)

    def _is_wanted(self, effect: Effect[M]) -> bool:
        return not isinstance(effect, SendHistory) or self._callbacks.is_connected(effect.member)

    def _end(self, since: float, failures: list[Exception], drains: Drains) -> None:
        """Deliver a batch that the store is done with; if little more has come in meanwhile, store
        that first, and deliver both at once: a write to each reader costs more than a commit."""
        self._record_storing(failures)
        if self._held is None and self._line.is_short and not failures and not drains:
            self._held = since
            self.flush()
            return
        if self._held is not None:
            since, self._held = self._held, None
        self._deliver(since, drains)

    def _deliver(self, since: float, drains: Drains) -> None:
        """Deliver the effects of the batch, a part of them in each loop iteration."""
        batch, left = self._batch, MOST_AT_ONCE
        if batch:
            self._callbacks.on_late(since)
        while batch and left > 0:
            run = _first_run(batch, left)
            effects = [effect for decision in run for effect in decision.effects]
            self.apply_effects(run[0].room, effects)
            for decision in run:
                del batch[0]  # only now: delivering may submit more, and so open the accounts
                left -= decision.weight
                self._weight -= decision.weight
                if self._accounts is not None:
                    self._accounts.charge(decision, -decision.weight)
        if not self._weight:
            self._accounts = None
        if batch:
            self._loop.call_soon(self._deliver, since, drains)
            return
        for drain in drains:
            if not drain.done():  # the waiting task may have been cancelled
                drain.set_result(None)
        self._is_busy = bool(self._line or self._drains)
        if self._is_busy:
            self._callbacks.gather(self)

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


def _first_run(batch: deque[Decision[M]], most: int) -> list[Decision[M]]:
    """Return the first submission, with those behind it, of up to the weight ``most``, that are
    plain and in the same room: they are delivered at once."""
    run = [batch[0]]
    if not run[0].is_plain:
        return run
    room, left = run[0].room, most - run[0].weight
    for decision in islice(batch, 1, None):
        if left <= 0 or not decision.is_plain or decision.room != room:
            break
        run.append(decision)
        left -= decision.weight
    return run
