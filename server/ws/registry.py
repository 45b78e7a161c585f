"""All connections of the server: their number, their heartbeat, their goodbye.

One timer looks after all of them, so an idle connection costs no timer and no task of its own.
"""

import asyncio
from collections.abc import Callable, Iterator

from server.ws.close_codes import CloseCode
from server.ws.connection import CLOSE_TIMEOUT, Connection
from server.ws.send_queue import ConnectionLimits
from server.ws.write_batch import WriteBatch

_LOOKS_PER_PERIOD = 8  # how finely the one timer divides the shortest period it watches
_TICK = (0.02, 0.5)  # seconds between two looks, at the least and at the most
SHUTDOWN_TIMEOUT = 2.0  # seconds from a shutdown's Close frames to the abort of whoever is stuck


class ConnectionRegistry:
    """The open connections, each watched for signs of life (PROTOCOL, promise 4)."""

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
        self._idle_timeout = idle_timeout
        self._max_connections = max_connections
        self.is_draining = False  # a shutdown is under way
        self.evictions = 0  # readers that were cut since they were too slow
        self.write_batch = WriteBatch(self._loop, on_flushed=on_flushed)
        self._open: dict[int, Connection] = {}
        self._numbers = 0
        self._empty = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._open.values()))

    @property
    def is_full(self) -> bool:
        """Whether another connection would be one too many."""
        return len(self._open) >= self._max_connections

    def open(self, transport: asyncio.Transport) -> Connection:
        """A connection on ``transport``, watched from now on until it is gone."""
        self._numbers += 1
        connection = Connection(self._numbers, transport, self.write_batch, self._limits, self)
        self._open[connection.number] = connection
        if self._timer is None:
            self._timer = self._loop.call_later(self._tick, self._look)
        return connection

    def forget(self, connection: Connection) -> None:
        """Takes a connection off the list: its transport is gone, or it never started."""
        self._open.pop(connection.number, None)
        if not self._open:
            self._empty.set()

    def count_eviction(self) -> None:
        """Counts a reader that is cut, be it in a room or not."""
        self.evictions += 1

    async def shut_down(self) -> None:
        """Lets nobody else in and closes all at once (1001); the stuck are aborted in the end."""
        self.is_draining = True
        for connection in self:
            connection.close(CloseCode.GOING_AWAY, "the server is going away")
        try:
            await asyncio.wait_for(self._emptied(), SHUTDOWN_TIMEOUT)
        except TimeoutError:
            for connection in self:
                connection.abort()
            await asyncio.wait_for(self._emptied(), SHUTDOWN_TIMEOUT)

    async def _emptied(self) -> None:
        while self._open:
            self._empty.clear()
            await self._empty.wait()

    @property
    def _tick(self) -> float:
        periods = [CLOSE_TIMEOUT, *(p for p in (self._heartbeat, self._idle_timeout) if p)]
        return min(max(min(periods) / _LOOKS_PER_PERIOD, _TICK[0]), _TICK[1])

    def _look(self) -> None:
        """Pings who is due, cuts who has been silent too long, aborts who will not close."""
        now = self._loop.time()
        for connection in self:
            if connection.was_heard:
                connection.was_heard = False
                connection.last_heard = now
            if connection.closing_since is not None:
                if now - connection.closing_since > CLOSE_TIMEOUT:
                    connection.abort()
            elif self._idle_timeout and now - connection.last_heard > self._idle_timeout:
                connection.abort(CloseCode.ABNORMAL, "no sign of life")
            elif self._heartbeat and now - connection.last_pinged >= self._heartbeat:
                connection.ping()
        self._timer = self._loop.call_later(self._tick, self._look) if self._open else None
