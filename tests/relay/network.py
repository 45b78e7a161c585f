"""Networks that deliver every byte, in order, at their own pace."""

import asyncio
import random
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_HELD = 64 * 1024  # bytes on their way in one direction, as in the buffers of a real network
_RESET_NOW = struct.pack("ii", 1, 0)

Change = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Network:
    """Time that bytes take, in seconds, and number of those that arrive at once.

    ``latency`` is added to each packet, and up to ``jitter`` more. Packets of one direction wait
    for each other for ``gathering``. ``crumbs`` is the number of bytes that arrive at once, at the
    beginning of each packet.
    """

    latency: float = 0.0
    jitter: float = 0.0
    gathering: float = 0.0
    crumbs: int = 0


NETWORKS = {
    "direct": Network(),
    "jitter": Network(jitter=0.025),
    "latency": Network(latency=0.08),
    "gathering": Network(gathering=0.04),
    "crumbs": Network(crumbs=7),
}
_CRUMBED = 2048  # bytes of a packet that arrive in crumbs; the rest of a long one comes at once


@dataclass(frozen=True, slots=True)
class _End:
    """The end of one direction: a FIN, or a reset."""

    is_reset: bool


class Direction(asyncio.Protocol):
    """One direction of a connection: what ``self`` receives goes to ``other``, later."""

    def __init__(self, network: Network, change: Change = bytes) -> None:
        self._network = network
        self._change = change
        self._loop = asyncio.get_running_loop()
        self._held: deque[tuple[float, bytes | _End]] = deque()
        self._bytes_held = 0
        self._timer: asyncio.TimerHandle | None = None
        self._is_other_blocked = False
        self._has_read_all = False
        self._has_written_all = False
        self._transport: asyncio.Transport | None = None
        self.other: Direction | None = None

    @property
    def is_open(self) -> bool:
        """True while bytes can be written in this direction."""
        return self._transport is not None

    def join(self, other: "Direction") -> None:
        """Make this and ``other`` the two directions of one connection."""
        self.other, other.other = other, self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(MOST_HELD)
        connection = transport.get_extra_info("socket")
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._pace()
        if self.other is not None:
            self.other.wait_for_reader(False)

    def data_received(self, data: bytes) -> None:
        self._hold(self._change(data))

    def eof_received(self) -> bool:
        self._has_read_all = True
        self._hold(_End(is_reset=False))
        return not self._has_written_all  # the other direction may go on

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if exc is not None:
            self._hold(_End(is_reset=True))

    def pause_writing(self) -> None:
        if self.other is not None:
            self.other.wait_for_reader(True)

    def resume_writing(self) -> None:
        if self.other is not None:
            self.other.wait_for_reader(False)

    def wait_for_reader(self, is_blocked: bool) -> None:
        """Hold back what this direction receives while its reader is blocked."""
        self._is_other_blocked = is_blocked
        self._pace()

    def abort(self, is_reset: bool) -> None:
        """End the connection at once, with a reset if ``is_reset``."""
        if self._transport is not None:
            if is_reset:
                connection = self._transport.get_extra_info("socket")
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_NOW)
            self._transport.abort()

    def pass_on(self, data: bytes, crumbs: int) -> None:
        """Write bytes that have crossed the network."""
        if self._transport is None or self._transport.is_closing():
            return
        for piece in _pieces(data, crumbs):
            self._transport.write(piece)

    def pass_end(self) -> None:
        """Write the FIN that has crossed the network."""
        self._has_written_all = True
        if self._transport is None or self._transport.is_closing():
            return
        if self._has_read_all:
            self._transport.close()
        else:
            self._transport.write_eof()

    def _hold(self, what: bytes | _End) -> None:
        network = self._network
        due = self._loop.time() + network.latency + random.uniform(0, network.jitter)
        if network.gathering:
            due = self._held[-1][0] if self._held else due + network.gathering
        elif self._held:
            due = max(due, self._held[-1][0])
        self._held.append((due, what))
        self._bytes_held += len(what) if isinstance(what, bytes) else 0
        self._pace()
        if self._timer is None:
            self._timer = self._loop.call_at(self._held[0][0], self._deliver)

    def _deliver(self) -> None:
        self._timer = None
        now = self._loop.time()
        while self._held and self._held[0][0] <= now:
            what = self._held.popleft()[1]
            if self.other is not None:
                self._deliver_one(self.other, what)
        self._pace()
        if self._held:
            self._timer = self._loop.call_at(self._held[0][0], self._deliver)

    def _deliver_one(self, other: "Direction", what: bytes | _End) -> None:
        match what:
            case bytes():
                self._bytes_held -= len(what)
                other.pass_on(what, self._network.crumbs)
            case _End(is_reset=True):
                other.abort(is_reset=True)
            case _End():
                other.pass_end()

    def _pace(self) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        is_open = self.other is not None and self.other.is_open
        if not is_open or self._is_other_blocked or self._bytes_held > MOST_HELD:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()


def _pieces(data: bytes, crumbs: int) -> Iterator[bytes]:
    if not crumbs:
        yield data
        return
    for start in range(0, min(len(data), _CRUMBED), crumbs):
        yield data[start : start + crumbs]
    if len(data) > _CRUMBED:
        yield data[-(-_CRUMBED // crumbs) * crumbs :]
