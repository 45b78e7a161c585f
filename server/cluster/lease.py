"""The lease of a node: it is renewed every second, and a node that does not is gone."""

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from server.cluster.keys import StoreKeys
from server.cluster.link import LinkLost, StoreLink
from server.cluster.room_call import Head, Operations, call
from server.cluster.scripts import NODES, ROOM
from server.cluster.shared_store import SharedStore

_MOST_AT_ONCE = 100  # rooms from which the people of a lost node are removed in one round trip
_PER_TIMEOUT = 10  # renewals in the time after which a node is gone
_LONGEST = 1.0  # seconds between two renewals
_NEVER = -1e9
_KEPT = 86_400  # seconds for which the rooms of a node are remembered


class Refused(LinkLost):
    """Raised when the store answers, but does not do what it is asked to; it says why."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The answer to a renewal: whether the node ``is_known``, the epoch, and who is lost."""

    is_known: bool
    epoch: str
    lost: tuple[str, ...] = ()


class Lease:
    """The lease of this node, under a name that it gives up when it was taken for lost."""

    def __init__(self, store: SharedStore, link: StoreLink) -> None:
        self._store = store
        self._keys = StoreKeys(store.prefix)
        self._link = link
        self._loop = asyncio.get_running_loop()
        self._renewed = _NEVER  # by the loop's clock, which goes on while the process is frozen
        self.node = _new_name()
        self.epoch = ""

    @property
    def period(self) -> float:
        """Return the seconds between two renewals."""
        return min(_LONGEST, self._store.timeout / _PER_TIMEOUT)

    @property
    def is_certain(self) -> bool:
        """Return True if nobody can have taken this node for lost by now."""
        return self._loop.time() - self._renewed < self._store.timeout / 2

    async def renew(self, begins: bool = False) -> Pulse:
        """Tell the store that this node lives. Raises ``LinkLost``."""
        asked = self._loop.time()
        arguments = (
            self.node,
            int(self._store.timeout * 1_000_000),
            secrets.token_hex(4),
            int(begins),
            self._link.number,
        )
        reply = (await self._link.run([(NODES, self._keys.nodes, arguments)]))[0]
        if isinstance(reply, Exception):
            raise Refused(str(reply)) from reply
        status, epoch, *rest = reply
        if status != b"ok":
            return Pulse(False, epoch.decode())
        self._renewed = asked
        return Pulse(True, epoch.decode(), tuple(each.decode() for each in rest[0]))

    def begin_anew(self) -> None:
        """Give up the name, and everything that was said under it."""
        self.node = _new_name()
        self.doubt()

    def doubt(self) -> None:
        """Have the lease renewed before anything else is sent: it may be lost."""
        self._renewed = _NEVER

    async def bury(self, node: str, epoch: str) -> None:
        """Remove the people of a lost ``node`` from all its rooms; each leaves once, however many
        nodes do this at the same time. Raises ``LinkLost``."""
        rooms = (await self._link.call([("SMEMBERS", self._keys.of_node(node))]))[0]
        names = sorted(room.decode() for room in rooms)
        for first in range(0, len(names), _MOST_AT_ONCE):
            await self._drop(node, epoch, names[first : first + _MOST_AT_ONCE])
        lost = self._keys.nodes[1]
        await self._link.call([("DEL", self._keys.of_node(node)), ("HDEL", lost, node)])

    async def _drop(self, node: str, epoch: str, rooms: Sequence[str]) -> None:
        operations = Operations()
        operations.drop_node(node)
        head = Head("-", epoch, self._store.limit, self._store.most_bytes)
        calls = [(ROOM, *call(self._keys, room, head, operations)) for room in rooms]
        for reply in await self._link.run(calls):
            if isinstance(reply, Exception):
                raise Refused(str(reply)) from reply

    async def end(self) -> None:
        """Give the lease back; people who are still here leave. Raises ``LinkLost``."""
        await self.bury(self.node, self.epoch)
        await self._link.call([("HDEL", self._keys.nodes[0], self.node)])

    def remember_rooms(self, rooms: Sequence[str]) -> list[tuple[str | int, ...]]:
        """Return the commands that note in which rooms this node has people."""
        key = self._keys.of_node(self.node)
        return [("SADD", key, *rooms), ("EXPIRE", key, _KEPT)] if rooms else []

    def forget_rooms(self, rooms: Sequence[str]) -> list[tuple[str | int, ...]]:
        """Return the command that undoes ``remember_rooms``."""
        return [("SREM", self._keys.of_node(self.node), *rooms)] if rooms else []


def _new_name() -> str:
    return secrets.token_hex(4)
