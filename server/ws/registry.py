"""Registry of all connections: their numbers, their heartbeat and their shutdown.

One timer serves all of them, so an idle connection costs no timer and no task of its own.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator

from server.ws.close_codes import CloseCode
from server.ws.connection import CLOSE_TIMEOUT, Connection, Receiver
from server.ws.forwarding import UNKNOWN
from server.ws.log_line import connection_id
from server.ws.send_queue import ConnectionLimits
from server.ws.write_batch import WriteBatch

_log = logging.getLogger("chat")
_CHECKS_PER_PERIOD = 8  # checks within the shortest period that is watched
_TICK = (0.02, 0.5)  # minimum and maximum seconds between two checks
# Seconds from a shutdown's Close frames to the abort of unresponsive connections.
SHUTDOWN_TIMEOUT = 2.0


class ConnectionRegistry:
    """The open connections, each watched for signs of life (docs/protocol.md#g4)."""

    def __init__(
        self,
        limits: ConnectionLimits,
        heartbeat: float,
        idle_timeout: float,
        max_connections: int,
        on_flushed: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        """``heartbeat`` and ``idle_timeout`` are seconds; 0 switches that one off. ``on_flushed``:
        see ``WriteBatch``. Must be created inside the running loop."""
        self._loop = asyncio.get_running_loop()
        self._limits = limits
        self._heartbeat = heartbeat
        self.idle_timeout = idle_timeout
        self.max_connections = max_connections
        self.is_draining = False  # a shutdown is under way
        self.evictions = 0  # connections closed because their reader was too slow
        self.write_batch = WriteBatch(self._loop, on_flushed=on_flushed)
        self.connections: dict[int, Connection] = {}
        self.numbers = 0
        self._empty = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self.connections)

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self.connections.values()))

    @property
    def is_full(self) -> bool:
        """Return True if no further connection may be opened."""
        return len(self.connections) >= self.max_connections

    def open(
        self, transport: asyncio.Transport, receiver: Receiver, address: str = UNKNOWN
    ) -> Connection:
        """Return a new connection on ``transport``, watched until it is gone; the log shows the
        ``address`` of its client."""
        self.numbers += 1
        connection = Connection(
            self.numbers, transport, self.write_batch, self._limits, self, receiver
        )
        connection.address = address
        self.connections[connection.number] = connection
        if self._timer is None:
            self._timer = self._loop.call_later(self._tick, self.poll)
        return connection

    def forget(self, connection: Connection) -> None:
        """Remove a connection: its transport is gone, or it never started."""
        self.connections.pop(connection.number, None)
        if not self.connections:
            self._empty.set()

    def count_eviction(self) -> None:
        """Count a connection closed because its reader was too slow, in a room or not."""
        self.evictions += 1

    async def shut_down(
        self, code: int = CloseCode.GOING_AWAY, reason: str = "server shutting down"
    ) -> None:
        """Accept no more connections, close all with ``code``, and abort those that do not close in
        time."""
        self.is_draining = True
        for connection in self:
            connection.close(code, reason)
        try:
            await asyncio.wait_for(self._emptied(), SHUTDOWN_TIMEOUT)
        except TimeoutError:
            for connection in self:
                connection.abort()
            await asyncio.wait_for(self._emptied(), SHUTDOWN_TIMEOUT)

    async def _emptied(self) -> None:
        while self.connections:
            self._empty.clear()
            await self._empty.wait()

    @property
    def _tick(self) -> float:
        periods = [CLOSE_TIMEOUT, *(p for p in (self._heartbeat, self.idle_timeout) if p)]
        return min(max(min(periods) / _CHECKS_PER_PERIOD, _TICK[0]), _TICK[1])

    def poll(self) -> None:
        """Watch all connections, whatever happens to one of them."""
        now = self._loop.time()
        for connection in self:
            try:
                self._watch(connection, now)
            except Exception:
                _log.exception("error id=%s while it was watched", connection_id(connection.number))
        self._timer = self._loop.call_later(self._tick, self.poll) if self.connections else None

    def _watch(self, connection: Connection, now: float) -> None:
        """Ping a connection that is due, abort one that was silent or closing for too long.

        One that is held cannot show a sign of life, because nothing is read from it.
        """
        if connection.has_received or connection.receive_queue.is_held:
            connection.has_received = False
            connection.last_heard = now
        if connection.closing_since is not None:
            if now - connection.closing_since > CLOSE_TIMEOUT:
                connection.abort()
        elif self.idle_timeout and now - connection.last_heard > self.idle_timeout:
            connection.abort(CloseCode.ABNORMAL, "no sign of life")
        elif self._heartbeat and now - connection.last_pinged >= self._heartbeat:
            connection.ping()
