"""The connections that are not WebSockets, or not yet: their number, and their time.

Each takes a descriptor and some memory before it has proved anything, so there are few of them, and
none stays for long.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from server.web.pending_connection import PendingConnection
from server.ws.handshake import HandshakeRejection
from server.ws.log_line import LogLine

_log = logging.getLogger("chat")
_PIECE = 8 * 1024  # bytes that are read at once: what aiohttp keeps of them is no more
_GIVE_WAY = 32  # one in so many gives way at a time
_POLLS_PER_TIMEOUT = 8
_TICK = (0.02, 1.0)  # minimum and maximum seconds between two polls


@dataclass(frozen=True, slots=True)
class PendingLimits:
    """Bounds on connections that are no WebSockets: seconds for a request, and their number."""

    timeout: float = 10.0
    most: int = 1000


class PendingRegistry:
    """All pending connections. When there are too many, some give way to new ones.

    They are those of the network that has the most, and of these the ones whose last request is the
    longest ago. So a client that sends its request at once is always served, however many
    connections somebody else opens and leaves unfinished; and where all clients share an address,
    as behind a proxy, they may have all the places.
    """

    def __init__(
        self,
        server: web.Server,
        limits: PendingLimits,
        rejections: Counter[HandshakeRejection],
    ) -> None:
        """Start polling; needs a running event loop. ``rejections`` counts those turned away."""
        self.loop = asyncio.get_running_loop()
        self.server = server
        self.input = memoryview(bytearray(_PIECE))
        self.limits = limits
        self._rejections = rejections
        self._connections: dict[PendingConnection, None] = {}  # the first gives way first
        self._tick = min(max(limits.timeout / _POLLS_PER_TIMEOUT, _TICK[0]), _TICK[1])
        self._timer = self.loop.call_later(self._tick, self.poll)

    def __len__(self) -> int:
        return len(self._connections)

    def __iter__(self) -> Iterator[PendingConnection]:
        return iter(list(self._connections))

    def add(self, connection: PendingConnection) -> None:
        """Count a connection; beyond the limit, others are closed."""
        if len(self._connections) >= self.limits.most:
            self._make_room()
        self._connections[connection] = None

    def refresh(self, connection: PendingConnection) -> None:
        """Have others give way before this connection, which has sent a request."""
        if connection in self._connections:
            self._connections[connection] = self._connections.pop(connection)

    def remove(self, connection: PendingConnection) -> None:
        """Forget a connection, if it is known."""
        self._connections.pop(connection, None)

    def count(self, why: HandshakeRejection, address: str) -> None:
        """Count and log a connection that is turned away."""
        self._rejections[why] += 1
        _log.info(LogLine("refuse", address=address, reason=why.value))

    def poll(self) -> None:
        """Close the connections whose time is over."""
        self._timer = self.loop.call_later(self._tick, self.poll)
        now = self.loop.time()
        for connection in self:
            if connection.is_overdue(now, self.limits.timeout):
                self._turn_away(connection, HandshakeRejection.TIMEOUT)

    def stop(self) -> None:
        """Stop polling, and close all connections at once."""
        self._timer.cancel()
        for connection in self:
            connection.abort()

    def _make_room(self) -> None:
        """Close a few connections at once: looking at all of them for each would cost too much."""
        networks: dict[bytes, deque[PendingConnection]] = {}
        for connection in self:
            networks.setdefault(connection.network, deque()).append(connection)
        for _ in range(max(1, len(self) // _GIVE_WAY)):
            most = max(networks.values(), key=len)
            self._turn_away(most.popleft(), HandshakeRejection.PENDING)

    def _turn_away(self, connection: PendingConnection, why: HandshakeRejection) -> None:
        self.count(why, connection.address)
        self.remove(connection)
        connection.abort()
