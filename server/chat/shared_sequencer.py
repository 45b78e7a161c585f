"""The sequencer of a node that shares its store with others (docs/nodes.md).

All effects that were submitted while the store was busy go to it as one batch, in one round trip;
each is applied when its place in the room has its turn.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from server.chat.backlog import Backlog
from server.chat.room_batch import UNAVAILABLE, Node, RoomBatch, digest_of
from server.chat.sequencer import Sequencer, SequencerCallbacks
from server.chat.shared_rooms import SharedRooms
from server.chat.waiting_line import Decision
from server.cluster.keys import StoreKeys
from server.cluster.lease import Lease, Pulse
from server.cluster.link import Command, LinkLost, Reply, StoreLink
from server.cluster.room_call import Head, Operations, RoomReply, call
from server.cluster.scripts import ROOM
from server.cluster.shared_store import SharedStore
from server.cluster.survey import Survey
from server.core.effects import Effect, M, Subscribe
from server.core.lookalikes import look
from server.store.base import StoreUnavailable
from server.store.unavailable import UnavailableStore

_CHECKED = 50  # rooms whose last place is asked for with each renewal of the lease
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
        self._shared = shared
        self.keys = StoreKeys(shared.prefix)
        self._has_unique_names = has_unique_names
        self.link = StoreLink(
            shared.address, shared.silence, self._hear, self._come_up, self._go_down
        )
        self.lease = Lease(shared, self.link)
        self.rooms: SharedRooms[M] = SharedRooms(
            self.keys, self.link, self.lease, self._deliver, self._is_pending, self._leave_room
        )
        self._survey = Survey(self.keys, self.link, self.lease)
        self._backlog: Backlog[M] = Backlog(callbacks, self.crowded)
        self._in_flight: dict[str, RoomBatch[M]] = {}
        self._ids: dict[M, str] = {}
        self._numbers = self._members = 0
        self._chores: list[Command] = []  # for the next round trip
        self._again: list[Decision[M]] = []  # to be tried when the store is well again
        self._is_busy = False
        self._can_store = True
        self._drains: list[asyncio.Future[None]] = []
        self._up = asyncio.Event()
        self._beating: asyncio.Task[None] | None = None
        self._exchanging: asyncio.Task[None] | None = None
        self.link.start()

    @property
    def is_well(self) -> bool:
        """Return True if the store answers and keeps what it is given."""
        return self.link.is_up and self._can_store and super().is_well

    @property
    def relayed(self) -> int:
        """Return the number of messages delivered here that were sent on other nodes."""
        return self.rooms.relayed

    async def opened(self) -> None:
        """Wait until the store has answered."""
        await self._up.wait()

    # -- questions

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
        try:
            replies = await self.link.run(
                [(ROOM, *call(self.keys, room, self._head(room), operations))]
            )
        except LinkLost:
            raise StoreUnavailable(UNAVAILABLE) from None
        return not isinstance(replies[0], Exception) and bool(RoomReply.of(replies[0]).answers)

    def users(self, room: str) -> int | None:
        """See ``Sequencer``."""
        return len(self.rooms.replica(room).presence)

    # -- submissions

    def submit(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        """Send the effects to the store, together with all others of this moment; without a store,
        refuse what it would have to keep."""
        if not effects:
            return
        if not self.link.is_up:
            self._do_without(room, member, effects)
            return
        effects = self._backlog.admitted(room, member, effects, self.apply_effects)
        if effects:
            self._backlog.add(Decision(room, member, effects))
            self._call()

    def _do_without(self, room: str, member: M | None, effects: list[Effect[M]]) -> None:
        batch = RoomBatch(room, "", self._node())
        for effect in effects:
            batch.add(member, effect)
        self._give_up(batch)

    def _call(self) -> None:
        if not self._is_busy:
            self._is_busy = True
            self._callbacks.gather(self)

    def flush(self) -> None:
        """Begin to send what waits; ``SequencerCallbacks.gather`` calls it."""
        self._exchanging = self._loop.create_task(self._exchange())

    async def drained(self) -> None:
        """Wait until all effects submitted before are applied."""
        if self._is_busy:
            drain = self._loop.create_future()
            self._drains.append(drain)
            await drain

    # -- batches

    async def _exchange(self) -> None:
        """Send batch after batch until nothing waits."""
        while self._backlog and self.link.is_up:
            try:
                if not self.lease.is_certain:
                    await self._renew()
                since = self._backlog.since
                decisions = self._backlog.next()
                self._in_flight = self._by_room(decisions)
                replies = await self._send()
            except LinkLost:
                return  # what became of the batch is found out when the link is up again
            batches, self._in_flight = self._in_flight, {}
            self._callbacks.on_late(since)
            for batch, reply in zip(list(batches.values()), replies, strict=True):
                self._settle(batch, reply)
            self._backlog.done()
        self._rest()

    def _rest(self) -> None:
        self._is_busy = False
        for drain in self._drains:
            if not drain.done():  # the waiting task may have been cancelled
                drain.set_result(None)
        self._drains.clear()

    def _by_room(self, decisions: Sequence[Decision[M]]) -> dict[str, RoomBatch[M]]:
        self._numbers += 1
        prefix, node = f"{self.lease.node}.{self._numbers}", self._node()
        batches: dict[str, RoomBatch[M]] = {}
        for decision in decisions:
            batch = batches.get(decision.room)
            if batch is None:
                batch = batches[decision.room] = RoomBatch(decision.room, prefix, node)
            for effect in decision.effects:
                batch.add(decision.member, effect)
        return batches

    def _node(self) -> Node[M]:
        return Node(
            self.lease.node,
            self._ids,
            self._next_id,
            self._callbacks.describe,
            self._has_unique_names,
        )

    def _next_id(self) -> str:
        self._members += 1
        return f"{self.lease.node}.{self._members}"

    async def _send(self) -> list[Reply]:
        new = [
            batch.room
            for batch in self._in_flight.values()
            if batch.has_joins and batch.room not in self.rooms
        ]
        for room in new:
            self.rooms.add(room)
        await self.link.listen(map(self.keys.channel, new))
        before, self._chores = [*self._chores, *self.lease.remember_rooms(new)], []
        calls = [
            (ROOM, *call(self.keys, room, self._head(room), batch.operations))
            for room, batch in self._in_flight.items()
        ]
        return await self.link.run(calls, before)

    def _head(self, room: str) -> Head:
        offset = self.rooms.replica(room).offset
        wants_people = offset is None and room in self.rooms
        limit = self._shared.limit
        return Head(self.lease.node, self.lease.epoch, limit, offset or 0, wants_people)

    def _settle(self, batch: RoomBatch[M], reply: Reply) -> None:
        """Give the entries of a batch the places that the store gave them."""
        answer = RoomReply("failed") if isinstance(reply, Exception) else RoomReply.of(reply)
        self._record_storing(reply if isinstance(reply, Exception) else None)
        if answer.status in ("behind", "epoch"):
            self.rooms.close(batch.room)
        if answer.status != "ok" or batch.node != self.lease.node:
            self._give_up(batch)
            return
        replica = self.rooms.replica(batch.room)
        if replica.offset is None:
            replica.begin(answer.offset, answer.place, answer.people)
        batch.settle(answer, replica)
        self._finish(batch)
        self.rooms.deliver(batch.room, replica)
        self.rooms.settled(batch.room)

    def _give_up(self, batch: RoomBatch[M]) -> None:
        """Refuse what the store has not done."""
        replica = self.rooms.replica(batch.room)
        if replica.offset is None:
            replica.begin(0, 0, ())
        batch.fail(replica, {})
        self._finish(batch)
        self.rooms.deliver(batch.room, replica)
        self.rooms.settled(batch.room)

    def _finish(self, batch: RoomBatch[M]) -> None:
        for member, effect in batch.again:
            self._again.append(Decision(batch.room, member, [effect]))
        for member, rejected in batch.rejected:
            self._callbacks.on_decided(member, rejected)

    def _record_storing(self, failure: Exception | None) -> None:
        if failure is not None and self._can_store:
            _log.error("store: %s", failure)
        elif failure is None and not self._can_store:
            _log.warning("store: messages are stored again")
        self._can_store = failure is None

    # -- delivery

    def _deliver(self, room: str, effects: list[Effect[M]]) -> None:
        self.apply_effects(room, effects)
        for effect in effects:
            if isinstance(effect, Subscribe):
                self._callbacks.on_decided(effect.member, None)

    def _hear(self, channel: str, data: bytes) -> None:
        try:
            if not self._survey.hear(channel, data):
                self.rooms.hear(channel, data)
        except Exception:
            _log.exception("store: a publication could not be delivered")

    def _is_pending(self, room: str) -> bool:
        return room in self._in_flight

    def _leave_room(self, room: str) -> None:
        self._chores += self.lease.forget_rooms([room])
        self._loop.create_task(self.link.forget([self.keys.channel(room)]))

    # -- the link and the lease

    async def _come_up(self) -> None:
        pulse = await self.lease.renew(begins=not self.lease.epoch)
        if not self.lease.epoch:
            self.lease.epoch = pulse.epoch
        if not pulse.is_known or pulse.epoch != self.lease.epoch:
            await self._begin_anew(pulse)
        else:
            for room in self.rooms:
                await self._catch_up(room)
        for batch in self._taken():
            self._give_up(batch)
        self._beating = self._loop.create_task(self._beat())
        self._loop.call_soon(self._resume)

    async def _catch_up(self, room: str) -> None:
        """Read what was missed in a room; of what was on its way, find out what was done."""
        batch = self._in_flight.get(room)
        replica = self.rooms.replica(room)
        found = None if replica.offset is None else await self.rooms.read_missing(room)
        if found is None:
            self.rooms.close(room)
            return
        if batch is not None:
            del self._in_flight[room]
            numbers = {batch.origin_of(n): n for n in range(1, batch.operations.count + 1)}
            done = {
                numbers[each.origin]: (each.offset, each.sequence, each.at)
                for each in found
                if each.origin in numbers
            }
            batch.fail(replica, done)
            self._finish(batch)
        self.rooms.put(room, found)

    def _taken(self) -> list[RoomBatch[M]]:
        batches, self._in_flight = list(self._in_flight.values()), {}
        self._backlog.done()
        return batches

    def _resume(self) -> None:
        self._up.set()
        again, self._again = self._again, []
        for decision in again:
            self._backlog.add(decision)
        self._is_busy = False
        if self._backlog:
            self._call()
        else:
            self._rest()

    def _go_down(self) -> None:
        if self._beating is not None:
            self._beating.cancel()
        for decision in self._backlog.all():
            self._do_without(decision.room, decision.member, decision.effects)

    async def _beat(self) -> None:
        """Renew the lease as long as the link is up."""
        with suppress(LinkLost):
            while True:
                await asyncio.sleep(self.lease.period)
                await self._renew()
                await self.link.expect_sound()
                await self.rooms.check(_CHECKED)
                if self._again:
                    self._resume_later()

    def _resume_later(self) -> None:
        again, self._again = self._again, []
        for decision in again:
            self._backlog.add(decision)
        self._call()

    async def _renew(self) -> None:
        pulse = await self.lease.renew()
        if not pulse.is_known or pulse.epoch != self.lease.epoch:
            await self._begin_anew(pulse)
            return
        for node in pulse.lost:
            _log.warning("store: node %s is gone; its people leave", node)
            await self.lease.bury(node, pulse.epoch)

    async def _begin_anew(self, pulse: Pulse) -> None:
        """Close all connections: this node was taken for lost, or the store is another one."""
        _log.warning("store: this node has to begin anew; its clients come back")
        former, is_same = self.lease.node, pulse.epoch == self.lease.epoch
        self.rooms.close_all()
        self._ids.clear()
        self.lease.begin_anew()
        self.lease.epoch = pulse.epoch
        await self.lease.renew(begins=True)
        if is_same:
            await self.lease.bury(former, pulse.epoch)

    # -- the end

    async def closed(self) -> None:
        """Give the lease back, and close the link."""
        if self._beating is not None:
            self._beating.cancel()
        with suppress(LinkLost):
            await self.lease.end()
        await self.link.close()

    def close(self) -> None:
        """Do nothing: see ``closed``."""
