"""The exchange with the store that nodes share: batches go out, and places come back."""

import logging
from collections.abc import Iterable, Sequence
from typing import Generic

from server.chat.room_batch import UNAVAILABLE, Node, RoomBatch
from server.chat.sequencer import SequencerCallbacks
from server.chat.shared_rooms import SharedRooms
from server.chat.waiting_line import Decision
from server.cluster.entries import Joined, Left
from server.cluster.keys import StoreKeys
from server.cluster.lease import Lease
from server.cluster.link import StoreLink
from server.cluster.missing import Found
from server.cluster.replica import Replica
from server.cluster.room_call import Head, RoomReply, call
from server.cluster.scripts import ROOM
from server.cluster.shared_store import SharedStore
from server.cluster.wire import Command, Reply
from server.core.clock import microseconds
from server.core.effects import M
from server.core.events import Rejected, RejectionReason

_log = logging.getLogger("chat")


class Exchange(Generic[M]):
    """The batches of this node, one after the other. ``can_store`` is False while the store answers
    and refuses."""

    def __init__(
        self,
        keys: StoreKeys,
        link: StoreLink,
        lease: Lease,
        shared: SharedStore,
        callbacks: SequencerCallbacks[M],
        has_unique_names: bool,
    ) -> None:
        self._keys = keys
        self._link = link
        self._lease = lease
        self._shared = shared
        self._callbacks = callbacks
        self._has_unique_names = has_unique_names
        self._in_flight: dict[str, RoomBatch[M]] = {}
        self._ids: dict[M, str] = {}
        self._batches = self._members = 0
        self._chores: list[Command] = []  # for the next round trip
        self._undone: list[tuple[str, Left]] = []  # leaves that the store must hear of
        self.can_store = True

    @property
    def has_undone(self) -> bool:
        """Return True if there are leaves of which the store has not heard, and it would take them.
        One that refuses is asked again when the lease is renewed."""
        return bool(self._undone) and self.can_store

    def is_pending(self, room: str) -> bool:
        """Return True if a batch with something for ``room`` is on its way."""
        return room in self._in_flight

    # -- out

    async def send(self, decisions: Sequence[Decision[M]], rooms: SharedRooms[M]) -> list[Reply]:
        """Send a batch, in one round trip, and return the reply for each room. Raises
        ``LinkLost``."""
        batches = self._in_flight = self._by_room(decisions)
        new = [room for room, batch in batches.items() if batch.has_joins and room not in rooms]
        for room in new:
            rooms.add(room)
        await self._link.listen(map(self._keys.channel, new))
        before, self._chores = [*self._chores, *self._lease.remember_rooms(new)], []
        calls = [
            (ROOM, *call(self._keys, room, self.head(room, rooms), batch.operations))
            for room, batch in batches.items()
        ]
        for batch in batches.values():
            batch.was_sent = True
        return await self._link.run(calls, before)

    def _by_room(self, decisions: Iterable[Decision[M]]) -> dict[str, RoomBatch[M]]:
        self._batches += 1
        batches: dict[str, RoomBatch[M]] = {}
        undone, self._undone = self._undone, []
        for room, left in undone:
            batches.setdefault(room, self._batch(room)).undo(left)
        for decision in decisions:
            batch = batches.get(decision.room)
            if batch is None:
                batch = batches[decision.room] = self._batch(decision.room)
            batch.add_all(decision.member, decision.effects)
        return batches

    def _batch(self, room: str) -> RoomBatch[M]:
        name, describe = self._lease.node, self._callbacks.describe
        node = Node(name, self._ids, self._next_id, describe, self._has_unique_names)
        return RoomBatch(room, f"{name}.{self._batches}", node)

    def _next_id(self) -> str:
        self._members += 1
        return f"{self._lease.node}.{self._members}"

    def head(self, room: str, rooms: SharedRooms[M]) -> Head:
        """Return what the store has to know of this node before an operation on ``room``."""
        offset = rooms.replica(room).offset
        wants_people = offset is None and room in rooms
        shared, lease = self._shared, self._lease
        limits = shared.limit, shared.most_bytes
        known, link = offset or 0, self._link.number
        return Head(lease.node, lease.epoch, *limits, known, wants_people, link=link)

    def leave_room(self, room: str) -> None:
        """Tell the store, when there is occasion, that nobody of this node is in a room."""
        self._chores += self._lease.forget_rooms([room])

    # -- in

    def settle_all(self, replies: Sequence[Reply], rooms: SharedRooms[M]) -> None:
        """Give all entries of the batch the places that the store gave them."""
        for batch, reply in zip(self.take(), replies, strict=True):
            try:
                self._settle(batch, reply, rooms)
            except Exception:  # the other rooms have a right to theirs
                _log.exception("error room=%s: a batch could not be settled", batch.room)

    def _settle(self, batch: RoomBatch[M], reply: Reply, rooms: SharedRooms[M]) -> None:
        failure = reply if isinstance(reply, Exception) else None
        self.record_storing(failure)
        answer = RoomReply.of(reply) if failure is None else RoomReply("failed")
        if answer.status in ("behind", "epoch"):
            rooms.close(batch.room)
        if answer.status in ("lost", "epoch"):
            self._lease.doubt()
        is_closed = batch.has_joins and batch.room not in rooms
        if answer.status != "ok" or batch.node != self._lease.node or is_closed:
            self.give_up(batch, rooms)
            return
        replica = rooms.replica(batch.room)
        if replica.offset is None:
            replica.begin(answer.offset, answer.place, answer.people)
        batch.settle(answer, replica)
        self._finish(batch, replica, rooms)

    def _finish(self, batch: RoomBatch[M], replica: Replica[M], rooms: SharedRooms[M]) -> None:
        self._undone += [(batch.room, left) for left in batch.again]
        for member, rejected in batch.rejected:
            self._callbacks.on_decided(member, rejected)
        for member in batch.typing:
            self._callbacks.on_still_typing(member)
        rooms.deliver(batch.room, replica)
        rooms.settled(batch.room)

    def record_storing(self, failure: Exception | None) -> None:
        """Record whether the store does what it is asked to, and log when that changes."""
        if failure is not None and self.can_store:
            _log.error("store: %s", failure)
        elif failure is None and not self.can_store:
            _log.warning("store: messages are stored again")
        self.can_store = failure is None

    # -- when the store has not done it, or nobody knows

    def take(self) -> list[RoomBatch[M]]:
        """Return what was on its way, which is no longer."""
        batches, self._in_flight = list(self._in_flight.values()), {}
        return batches

    def refuse(self, decision: Decision[M], rooms: SharedRooms[M]) -> None:
        """Do without the store what can be done, and refuse the rest."""
        batch = self._batch(decision.room)
        batch.add_all(decision.member, decision.effects)
        self.give_up(batch, rooms)

    def give_up(self, batch: RoomBatch[M], rooms: SharedRooms[M]) -> None:
        """Refuse what the store has not done."""
        replica = rooms.replica(batch.room)
        if replica.offset is None:  # nobody who is here has joined the room
            rooms.forget(batch.room)
            replica = Replica()
            replica.begin(0, 0, ())
        batch.fail(replica, {})
        self._finish(batch, replica, rooms)

    def recover(self, room: str, found: list[Found], rooms: SharedRooms[M]) -> None:
        """Find out what was done of the batch for ``room``, by all that was missed there, and
        deliver both."""
        batch = self._in_flight.pop(room, None)
        replica = rooms.replica(room)
        if batch is not None:
            numbers = {batch.origin_of(n): n for n in range(1, batch.operations.count + 1)}
            done = {
                numbers[each.origin]: (each.offset, each.sequence, each.at)
                for each in found
                if each.origin in numbers
            }
            batch.fail(replica, done)
            rooms.put_only(room, found)
            self._finish(batch, replica, rooms)
        else:
            rooms.put(room, found)

    def undo_join(self, room: str, member: M, joined: Joined) -> None:
        """Undo a join of which nobody here has heard, and reject it."""
        self._ids.pop(member, None)
        self._undone.append((room, Left(joined.member, joined.name, microseconds())))
        rejected = Rejected(RejectionReason.FULL, UNAVAILABLE, microseconds())
        self._callbacks.on_decided(member, rejected)

    def begin_anew(self) -> None:
        """Forget everything that was said under the former name of this node."""
        self._ids.clear()
        self._undone.clear()
        self._chores.clear()
