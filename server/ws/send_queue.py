"""The send queue of a connection: frames that wait for one client, and the limit on them.

Sending never waits. The bytes that a client has not taken are bounded (docs/protocol.md#g3), and
all frames of one write batch go to the client in one write.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from server.ws.congestion import Lag
from server.ws.fan_out import FanOut
from server.ws.frames import Bytes
from server.ws.system_buffer import unsent_size
from server.ws.write_batch import MAX_BATCH_BYTES, WriteBatch

_LAG_SHARE = 4  # a client is behind when a quarter of what may wait for it does


class ConnectionState(Enum):
    """The life of a connection, in this order."""

    CONNECTING = auto()  # the handshake is not answered yet: frames wait
    OPEN = auto()
    CLOSING = auto()  # our Close frame is out, the client's is awaited
    CLOSED = auto()  # nothing more is read; the transport is closing


# Names of their own: looking a member up in its enumeration costs more than comparing it.
CONNECTING, OPEN, CLOSING, CLOSED = ConnectionState


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Bounds on one client, in bytes: a message it sends, and the frames that wait for it."""

    max_frame: int
    send_buffer: int


class SendQueueOwner(Protocol):
    """The connection that a send queue belongs to."""

    def send_buffer_exceeded(self) -> None:
        """More bytes wait for the client than ``send_buffer`` allows."""


class SendQueue:
    """Collects the frames for one client, and writes them when the write batch ends.

    ``state`` is the state of the connection, which decides whether a frame waits, is written or is
    dropped. A fan-out writes to the queue directly; ``fan_out`` is the one it is at home in.
    """

    __slots__ = (
        "_initial",
        "_is_blocked",
        "_limit",
        "_own",
        "_owner",
        "_pending_size",
        "_write_batch",
        "fan_out",
        "has_ended",
        "lag",
        "number",
        "pending",
        "state",
        "transport",
    )

    def __init__(
        self,
        number: int,
        transport: asyncio.Transport,
        write_batch: WriteBatch,
        limit: int,
        owner: SendQueueOwner,
    ) -> None:
        """``limit`` is the most bytes that may wait in the transport."""
        self.number = number
        self.fan_out: FanOut | None = None
        self.state = CONNECTING
        self.has_ended = False  # the connection has closed, or is about to
        self.transport = transport
        self._write_batch = write_batch
        self._limit = limit
        self._owner = owner
        self._is_blocked = False
        self.lag: Lag | None = None  # how far the client is behind, if it is
        self.pending: list[Bytes] = []  # frames for this client alone
        self._pending_size = 0
        self._own = 0  # bytes of the frames for it alone that it may not have taken
        self._initial = 0  # bytes of its initial frames that it may not have taken

    @property
    def is_open(self) -> bool:
        """True while a frame that is sent may still arrive."""
        return self.state is OPEN or self.state is CONNECTING

    def send_frame(self, frame: bytes) -> None:
        """Send a frame that is encoded already, after all frames that were sent before."""
        self._write_batch.flush_sources()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self._own += len(frame)
        self.enqueue(frame)

    def send_parts(self, parts: Sequence[Bytes]) -> None:
        """Send a frame in parts, which is not copied, after all frames that were sent before."""
        self._write_batch.flush_sources()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self._own += sum(map(len, parts))
        self.enqueue(*parts)

    def send_initial(self, parts: Sequence[Bytes]) -> None:
        """Send a frame of those that a client receives on entering its fan-out: its history, the
        user list. They may be more than it could read so far, so they do not count against the
        limit. They are written together with the first frame that does."""
        self._write_batch.flush_sources()
        if self.is_open:
            self._initial += self._keep(parts)

    def enqueue(self, *frames: Bytes) -> None:
        """Keep ``frames`` until the write batch ends; above the batch's size, write them now."""
        if not self.is_open:
            return
        self._keep(frames)
        if self._pending_size > MAX_BATCH_BYTES:
            self.write_pending()

    def _keep(self, frames: Sequence[Bytes]) -> int:
        """Keep ``frames`` until the write batch ends, and return their size."""
        if not self.pending:
            self._write_batch.add(self)
        size = sum(map(len, frames))
        self.pending += frames
        self._pending_size += size
        return size

    def flush(self) -> None:
        """Write what the write batch has collected for this client, alone or among others."""
        self._write_batch.flush_sources()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self.write_pending()

    def write(self, frames: Bytes) -> None:
        """Write ``frames`` after the pending ones; above the limit, tell the owner instead."""
        if self.pending:
            self.enqueue(frames)
            self.write_pending()
        elif self.state is OPEN and frames:
            if self._is_blocked:
                self._write_parts((frames,), len(frames))
            else:
                self.transport.write(frames)
        elif self.state is CONNECTING:
            self.enqueue(frames)

    def _write_parts(self, parts: Sequence[Bytes], size: int) -> None:
        """Write ``parts``, together ``size`` bytes, perhaps behind others that the client has not
        taken, if there is space."""
        was_blocked = self._is_blocked
        if was_blocked and self.exceeds_limit(size):
            self._owner.send_buffer_exceeded()
            return
        self.transport.writelines(parts)
        if not was_blocked:
            return
        if self.lag is not None:
            self.lag.added += size
        elif self._is_behind() and self.fan_out is not None:
            self._write_batch.congest(self.fan_out.congestion, self)

    def _is_behind(self) -> bool:
        """Return True if the client cannot keep up with its fan-out. One that has asked for much
        itself does not count: senders need not wait until it has read that."""
        has_asked_for_much = self._own * _LAG_SHARE > self._limit
        waiting = self.waiting_size - self._initial
        return not has_asked_for_much and waiting * _LAG_SHARE > self._limit

    @property
    def waiting_size(self) -> int:
        """Bytes that the system has not taken."""
        return self.transport.get_write_buffer_size()

    @property
    def space(self) -> int:
        """Bytes that may still be sent before the limit is exceeded."""
        return self._limit + self._initial - self.waiting_size

    @property
    def unread_size(self) -> int:
        """Bytes that the client has not taken, as far as this machine knows."""
        return self.waiting_size + unsent_size(self.transport)

    def open(self) -> None:
        """Write frames from now on: the handshake is answered. A closed queue stays closed."""
        if self.state is not CONNECTING:
            return
        self.state = OPEN
        if self.pending:  # since a write batch that is over
            self._write_batch.add(self)

    def block(self) -> None:
        """Keep frames back: the client has not taken all bytes that were written."""
        self._is_blocked = True

    def unblock(self) -> None:
        """Write frames again: the client has taken all bytes that were written."""
        self._is_blocked = False
        self._own = self._initial = 0
        self.end_lag()

    def end_lag(self) -> None:
        """The client has taken everything, is gone, or has left its fan-out."""
        if self.lag is not None and self.fan_out is not None:
            congestion = self.fan_out.congestion
            congestion.remove(self)
            self._write_batch.later(congestion.go_on)

    def end(self) -> None:
        """The connection ends: drop the pending frames, and leave the count of its fan-out."""
        self.has_ended = True
        self.end_lag()
        if self.fan_out is not None:
            self.fan_out.lose()
        self.drop_pending()

    def drop_pending(self) -> None:
        """Forget the frames that are not written yet."""
        self.pending = []
        self._pending_size = 0

    def exceeds_limit(self, size: int) -> bool:
        """Return True if ``size`` more bytes are too many for the transport."""
        waiting = self.waiting_size
        return waiting > 0 and waiting + size > self._limit + self._initial

    def write_pending(self) -> None:
        """Write the pending frames in one write."""
        if self.pending and self.state is not CONNECTING:
            frames, size = self.pending, self._pending_size
            self.drop_pending()
            if size <= MAX_BATCH_BYTES:
                self.write(b"".join(frames))
            elif self.state is OPEN:
                self._write_parts(frames, size)
            if not self._is_blocked:
                self._own = self._initial = 0
