"""The sequencer of a node that shares its store with others (docs/nodes.md).

All effects that were submitted while the store was busy go to it as one batch, in one round trip;
each is applied when its place in the room has its turn.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from server.chat.backlog import Backlog
from server.chat.exchange import Exchange
from server.chat.membership import Membership
from server.chat.room_batch import UNAVAILABLE, digest_of
from server.chat.sequencer import Sequencer, SequencerCallbacks
from server.chat.shared_rooms import SharedRooms
from server.chat.waiting_line import Decision
from server.cluster.keys import StoreKeys
from server.cluster.lease import Lease, Refused
from server.cluster.link import LinkLost, StoreLink
from server.cluster.room_call import Operations, RoomReply, call
from server.cluster.scripts import ROOM
from server.cluster.shared_store import SharedStore
from server.cluster.survey import Survey
from server.core.effects import Effect, M, Subscribe
from server.core.lookalikes import look
from server.store.base import StoreUnavailable
from server.store.unavailable import UnavailableStore

_log = logging.getLogger("chat")


class SharedSequencer(Sequencer[M]):
    """Sequencer of one node among many."""

    def __init__(
        self, shared: SharedStore, callbacks: SequencerCallbacks[M], has_unique_names: bool = False
    ) -> None:
        """As ``Sequencer``; must be created inside the running loop. It connects at once, and is
        well when ``opened`` returns."""
        super().__init__(UnavailableStore(), callbacks)
        self._loop = asyncio.get_running_loop()
        self._keys = keys = StoreKeys(shared.prefix)
        self._has_unique_names = has_unique_names
        self._link = link = StoreLink(
            shared.address, shared.silence, self._hear, self._come_up, self._go_down
        )
        self._lease = lease = Lease(shared, link)
        self._exchange: Exchange[M] = Exchange(
            keys, link, lease, shared, callbacks, has_unique_names
        )
        self._rooms: SharedRooms[M] = SharedRooms(
            keys,
            link,
            lease,
            self._deliver,
            self._exchange.is_pending,
            self._exchange.leave_room,
            self._exchange.undo_join,
        )
        self._membership = Membership(link, lease, self._rooms, self._exchange, self._call)
        self._survey = Survey(keys, link, lease)
        self._backlog: Backlog[M] = Backlog(callbacks, self.crowded)
        self._is_busy = False
        self._drains: list[asyncio.Future[None]] = []
        self._up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        link.start()

    @property
    def is_well(self) -> bool:
        """Return True if the store answers and keeps what it is given."""
        return self._link.is_up and self._exchange.can_store and super().is_well

    # -- submissions

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Send the effects to the store, together with all others of this moment; without a store,
        refuse what it would have to keep."""
        if not effects:
            return
        if not self._link.is_up:
            self._exchange.refuse(Decision(room, member, effects), self._rooms)
            return
        effects = self._backlog.admitted(room, member, effects, self.apply_effects)
        if effects:
            self._backlog.add(Decision(room, member, effects))
            self._call()

    def _call(self) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._callbacks.gather(self)

    def flush(self) -> None:
        """Begin to send what waits; ``SequencerCallbacks.gather`` calls it."""
        self._task = self._loop.create_task(self._work())

    async def _work(self) -> None:
        """Send batch after batch until nothing waits. What becomes of a batch whose link is lost is
        found out when that is up again."""
        try:
            while self._link.is_up and (self._backlog or self._exchange.has_undone):
                await self._send_next()
        except Refused as refused:
            self._exchange.record_storing(refused)
            self._refuse_all()
        except LinkLost:
            self._is_busy = False
            self._backlog.done()
            return
        except Exception:
            _log.exception("error: a batch could not be sent")
            self._backlog.done()
            for batch in self._exchange.take():
                self._exchange.give_up(batch, self._rooms)
        self._rest()

    async def _send_next(self) -> None:
        if not self._lease.is_certain:
            await self._membership.renew()
        since = self._backlog.since
        replies = await self._exchange.send(self._backlog.next(), self._rooms)
        self._callbacks.on_late(since)
        self._exchange.settle_all(replies, self._rooms)
        self._backlog.done()

    def _rest(self) -> None:
        self._is_busy = False
        if self._backlog and self._link.is_up:
            self._call()
            return
        for drain in self._drains:
            if not drain.done():  # the waiting task may have been cancelled
                drain.set_result(None)
        self._drains.clear()

    def _refuse_all(self) -> None:
        for decision in self._backlog.all():
            self._exchange.refuse(decision, self._rooms)

    async def drained(self) -> None:
        """Wait until all effects submitted before are applied."""
        if self._is_busy:
            drain = self._loop.create_future()
            self._drains.append(drain)
            await drain

    # -- the link

    async def _come_up(self) -> None:
        await self._membership.come_up()
        self._loop.call_soon(self._resume)

    def _resume(self) -> None:
        self._up.set()
        if not self._is_busy:  # something may have been submitted since the link is up
            self._rest()

    def _go_down(self) -> None:
        self._membership.go_down()
        self._refuse_all()

    def _hear(self, channel: str, data: bytes) -> None:
        try:
            if not self._survey.hear(channel, data):
                self._rooms.hear(channel, data)
        except Exception:
            _log.exception("error: a publication could not be delivered")

    def _deliver(self, room: str, effects: list[Effect[M]]) -> None:
        self.apply_effects(room, effects)
        for effect in effects:
            if isinstance(effect, Subscribe):
                self._callbacks.on_decided(effect.member, None)

    async def opened(self) -> None:
        """Wait until the store has answered."""
        await self._up.wait()

    async def closed(self) -> None:
        """Give the lease back, and close the link."""
        await self._membership.end()

    # -- questions

    @property
    def relayed(self) -> int:
        """See ``Sequencer``."""
        return self._rooms.relayed

    def users(self, room: str) -> int | None:
        """See ``Sequencer``."""
        return len(self._rooms.replica(room).presence)

    def on_question(self, question: str, answer: Callable[[], object]) -> None:
        """See ``Sequencer``."""
        self._survey.on_question(question, answer)

    async def ask(self, question: str) -> dict[str, Any]:
        """See ``Sequencer``."""
        try:
            return await self._survey.ask(question)
        except LinkLost:
            raise StoreUnavailable(UNAVAILABLE) from None

    async def is_taken(self, room: str, name: str, session: str) -> bool:
        """See ``Sequencer``."""
        if not self._has_unique_names:
            return False
        operations = Operations()
        operations.ask_name(digest_of(session), sorted(look(name)))
        head = self._exchange.head(room, self._rooms)
        try:
            replies = await self._link.run([(ROOM, *call(self._keys, room, head, operations))])
        except LinkLost:
            raise StoreUnavailable(UNAVAILABLE) from None
        return not isinstance(replies[0], Exception) and bool(RoomReply.of(replies[0]).answers)
