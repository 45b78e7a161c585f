"""The membership of a node among the others: its lease, and what it does when it was away."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Generic

from server.chat.exchange import Exchange
from server.chat.shared_rooms import SharedRooms
from server.cluster.lease import Lease, Pulse, Refused
from server.cluster.link import LinkLost, StoreLink
from server.core.effects import M

_CHECKED = 50  # rooms whose last place is asked for with each renewal of the lease
_AT_ONCE = 100  # rooms of which everything that was missed is read in one round trip
_log = logging.getLogger("chat")


class Membership(Generic[M]):
    """Keeps the lease, catches up when the link is up again, and begins anew when that is lost."""

    def __init__(
        self,
        link: StoreLink,
        lease: Lease,
        rooms: SharedRooms[M],
        exchange: Exchange[M],
        on_undone: Callable[[], None],
    ) -> None:
        """``on_undone`` is called while the store has to hear of something without delay."""
        self._link = link
        self._lease = lease
        self._rooms = rooms
        self._exchange = exchange
        self._on_undone = on_undone
        self._is_ending = False
        self._renewing = asyncio.Lock()
        self._beating: asyncio.Task[None] | None = None

    async def come_up(self) -> None:
        """Take up the lease, and everything that was missed. Raises ``LinkLost``."""
        lease = self._lease
        pulse = await lease.renew(begins=not lease.epoch)
        lease.epoch = lease.epoch or pulse.epoch
        if pulse.is_known and pulse.epoch == lease.epoch:
            await self._catch_up()
        else:
            await self._begin_anew(pulse)
        for batch in self._exchange.take():
            self._exchange.give_up(batch, self._rooms)
        self._beating = asyncio.get_running_loop().create_task(self._beat())

    def go_down(self) -> None:
        """Stop renewing: the link is lost."""
        if self._beating is not None:
            self._beating.cancel()

    async def _catch_up(self) -> None:
        """Read what was missed in all rooms; of what was on its way, find out what was done."""
        rooms = list(self._rooms)
        for first in range(0, len(rooms), _AT_ONCE):
            missed = await self._rooms.read_missing(rooms[first : first + _AT_ONCE])
            for room, found in missed.items():
                if found is None:
                    self._rooms.close(room)
                else:
                    self._exchange.recover(room, found, self._rooms)

    async def _beat(self) -> None:
        """Renew the lease as long as the link is up."""
        with suppress(LinkLost):
            while not self._is_ending:
                await asyncio.sleep(self._lease.period)
                await self._renew_or_note()
                self._link.expect_sound()
                await self._rooms.check(_CHECKED)
                if self._exchange.has_undone:
                    self._on_undone()

    async def _renew_or_note(self) -> None:
        try:
            await self.renew()
        except Refused as refused:
            self._exchange.record_storing(refused)
        else:
            self._exchange.record_storing(None)

    async def renew(self) -> None:
        """Renew the lease; bury who is gone, or begin anew. Raises ``LinkLost``."""
        async with self._renewing:  # whoever waits to send waits until the node has begun anew
            pulse = await self._lease.renew()
            if not pulse.is_known or pulse.epoch != self._lease.epoch:
                await self._begin_anew(pulse)
                return
            for lost in pulse.lost:
                _log.warning("store: node %s is gone; its people leave", lost)
                await self._lease.bury(lost, pulse.epoch)

    async def _begin_anew(self, pulse: Pulse) -> None:
        """Close all connections: this node was taken for lost, or the store is another one."""
        _log.warning("store: this node has to begin anew; its clients come back")
        former, is_same = self._lease.node, pulse.epoch == self._lease.epoch
        self._exchange.begin_anew()
        self._lease.begin_anew()
        self._lease.epoch = pulse.epoch
        try:
            await self._lease.renew(begins=True)
            self._lease.doubt()  # who comes back early must not be closed with the others
            if is_same:
                await self._lease.bury(former, pulse.epoch)
        finally:
            self._rooms.close_all()  # last: they come back at once, and must be let in

    async def end(self) -> None:
        """Give the lease back, and close the link."""
        self._is_ending = True
        with suppress(LinkLost):
            await self._lease.end()
        self.go_down()
        await self._link.close()
