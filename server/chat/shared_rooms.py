"""The rooms of a node that it shares with others: their replicas, and what is published in them."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from typing import Generic

from server.cluster.entries import Joined, Publication
from server.cluster.keys import StoreKeys
from server.cluster.lease import Lease
from server.cluster.link import LinkLost, StoreLink
from server.cluster.missing import Found, missing_after, reading
from server.cluster.replica import Placed, Replica
from server.core.effects import Effect, M

PATIENCE = (
    0.05  # seconds in which a publication may still be on its way when a later place is known
)
TOUCHED_EVERY = 3_600.0  # seconds between two looks after what would expire in silence
_log = logging.getLogger("chat")


class SharedRooms(Generic[M]):
    """The replicas of all rooms in which this node has people.

    ``apply`` delivers effects to a room. ``is_pending`` tells whether the store is about to say
    more of a room: then nothing is missing yet. ``on_forgotten`` is called with each room in which
    nobody is any more, and ``on_undone`` with whoever has joined it in vain.
    """

    def __init__(
        self,
        keys: StoreKeys,
        link: StoreLink,
        lease: Lease,
        apply: Callable[[str, list[Effect[M]]], None],
        is_pending: Callable[[str], bool],
        on_forgotten: Callable[[str], None],
        on_undone: Callable[[str, M, Joined], None],
    ) -> None:
        self._keys = keys
        self._link = link
        self._lease = lease
        self._apply = apply
        self._is_pending = is_pending
        self._on_forgotten = on_forgotten
        self._on_undone = on_undone
        self._loop = asyncio.get_running_loop()
        self._replicas: dict[str, Replica[M]] = {}
        self._filling: dict[str, asyncio.Task[None]] = {}
        self._watched: Iterator[str] = iter(())
        self.relayed = 0  # messages that came from other nodes

    def __contains__(self, room: str) -> bool:
        return room in self._replicas

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._replicas))

    def add(self, room: str) -> None:
        """Add a room whose places are not known yet."""
        replica = self._replicas[room] = Replica()
        replica.touched = self._loop.time()

    def replica(self, room: str) -> Replica[M]:
        """Return the replica of a room; one that is forgotten if nobody here is in the room."""
        return self._replicas.get(room) or Replica()

    def deliver(self, room: str, replica: Replica[M]) -> None:
        """Deliver what has its turn."""
        effects = replica.advance()
        self.relayed += replica.relayed
        replica.relayed = 0
        if effects:
            self._apply(room, effects)

    def hear(self, channel: str, data: bytes) -> None:
        """Take up what was published in a room."""
        room, publication = self._keys.room_of(channel), Publication.of(data)
        replica = self._replicas.get(room)
        if replica is None:
            return
        is_foreign = publication.node != self._lease.node  # what is ours comes with the reply
        if is_foreign:
            for number, entry in enumerate(publication.entries()):
                replica.put(
                    publication.first + number, Placed(entry, publication.sequence + number)
                )
            self.deliver(room, replica)
        if replica.offset is not None and publication.first > replica.offset + is_foreign:
            self.fill(room)

    def settled(self, room: str) -> None:
        """Take up what is missing in a room of which the store has told all; or forget the room."""
        replica = self._replicas.get(room)
        if replica is None or self._is_pending(room):
            return
        if replica.has_gap and replica.has_people:
            self._loop.call_later(PATIENCE, self.fill, room)
        elif not replica.has_people:
            self.forget(room)

    def fill(self, room: str) -> None:
        """Read what is missing in a room, unless that is under way or cannot be known yet."""
        replica = self._replicas.get(room)
        is_needed = replica is not None and replica.has_gap and replica.offset is not None
        if is_needed and room not in self._filling and not self._is_pending(room):
            task = self._filling[room] = self._loop.create_task(self._fill(room))
            task.add_done_callback(lambda _task: self._filling.pop(room, None))

    async def _fill(self, room: str) -> None:
        try:
            found = (await self.read_missing([room]))[room]
        except LinkLost:
            return  # everything is read when the link is up again
        if found is None:
            self.close(room)
            return
        if not found and self.replica(room).waiting():  # the store has lost what it had said
            self.close(room)
            return
        if not found:
            self.replica(room).forget_ahead()
        self.put(room, found)

    def put(self, room: str, found: list[Found]) -> None:
        """Add what was read, and deliver it."""
        replica = self._replicas.get(room)
        if replica is not None:
            self.put_only(room, found)
            self.deliver(room, replica)
            self.settled(room)

    def put_only(self, room: str, found: list[Found]) -> None:
        """Add what was read."""
        replica = self.replica(room)
        for each in found:
            replica.put(each.offset, Placed(each.entry, each.sequence))

    async def read_missing(self, rooms: Sequence[str]) -> dict[str, list[Found] | None]:
        """Return all entries behind the last place delivered in each room; None if some of them
        are gone, or the room is not what it was. Raises ``LinkLost``."""
        places: list[tuple[int, int]] = []
        commands: list[tuple[str, ...]] = []
        for room in rooms:
            replica = self.replica(room)
            places.append((replica.offset or 0, replica.place))
            commands += reading(self._keys.of_room(room), *places[-1])
        replies = await self._link.call(commands)
        size = len(commands) // max(1, len(rooms))
        return {
            room: missing_after(*places[n], self._lease.epoch, replies[size * n : size * (n + 1)])
            for n, room in enumerate(rooms)
            if self.replica(room).offset is not None
        }

    async def check(self, most: int) -> None:
        """Ask for the last places of some rooms: the last publication may be lost, too. Note again
        that this node has people there: what undid that may have reached the store late."""
        rooms = [room for room, _ in zip(self._next_rooms(), range(most), strict=False)]
        states = [self._keys.of_room(room)[0] for room in rooms]
        offsets = [("HGET", state, "offset") for state in states]
        notes = self._lease.remember_rooms(rooms)
        replies = await self._link.call([*offsets, *notes, *self._touches(rooms)])
        for room, reply in zip(rooms, replies, strict=False):
            replica = self._replicas.get(room)
            if replica is None or replica.offset is None or self._is_pending(room):
                continue
            if not isinstance(reply, bytes) or int(reply) != replica.offset:
                self._loop.call_later(PATIENCE, self._fill_if_behind, room, replica.offset)

    def _touches(self, rooms: list[str]) -> list[tuple[str | int, ...]]:
        """Return the commands that keep these rooms from expiring, where it is time for them."""
        commands: list[tuple[str | int, ...]] = []
        now = self._loop.time()
        for room in rooms:
            replica = self._replicas[room]
            if now - replica.touched > TOUCHED_EVERY:
                replica.touched = now
                commands += self._keys.touch(room)
        return commands

    def _fill_if_behind(self, room: str, offset: int) -> None:
        replica = self._replicas.get(room)
        is_there_still = replica is not None and replica.offset == offset
        if is_there_still and room not in self._filling and not self._is_pending(room):
            task = self._filling[room] = self._loop.create_task(self._fill(room))
            task.add_done_callback(lambda _task: self._filling.pop(room, None))

    def _next_rooms(self) -> Iterator[str]:
        for _ in range(2):
            yield from (room for room in self._watched if room in self)
            self._watched = iter(self)

    def close(self, room: str) -> None:
        """Close the connections in a room whose order is lost, so that they come back."""
        replica = self._replicas.get(room)
        if replica is not None:
            _log.warning("store: places of room=%s are lost; its clients are closed", room)
            self._apply(room, replica.close_all())
            self.forget(room)

    def close_all(self) -> None:
        """Close all connections: what this node knows is no longer true."""
        for room in self:
            self._apply(room, self._replicas[room].close_all())
            self.forget(room)

    def forget(self, room: str) -> None:
        """Forget a room in which this node has nobody."""
        replica = self._replicas.pop(room, None)
        if replica is not None:
            self._on_forgotten(room)
            self._link.forget([self._keys.channel(room)])
            for member, joined in replica.waiting():
                self._on_undone(room, member, joined)
