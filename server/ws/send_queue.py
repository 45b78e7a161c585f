"""The send queue of a connection: frames waiting for its peer, and their limit.

Sending never waits: the data a peer has not read is bounded (docs/protocol.md#g3), and all frames
of one write batch go to it in one write.
"""

import asyncio
from abc import abstractmethod
from dataclasses import dataclass
from enum import Enum, auto

from server.ws import frames
from server.ws.close_codes import CloseCode
from server.ws.fan_out import FanOut
from server.ws.write_batch import MAX_BATCH_BYTES, WriteBatch

_TOO_SLOW = "send buffer limit exceeded"


class ConnectionState(Enum):
    """State of a connection."""

    CONNECTING = auto()  # the handshake is not answered yet: frames are queued
    OPEN = auto()
    CLOSING = auto()  # our Close is sent, the peer's is awaited
    CLOSED = auto()  # nothing more is read; the transport is being closed


# Names of their own: looking a member up in its enumeration costs more than comparing it.
CONNECTING, OPEN, CLOSING, CLOSED = ConnectionState


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Limits of one peer in bytes: a message it sends, and the data waiting for it."""

    max_frame: int
    send_buffer: int


class SendQueue(asyncio.Protocol):
    """Queues frames for one peer and writes them when the write batch is flushed."""

    __slots__ = (
        "_is_blocked",
        "_limits",
        "_pending",
        "_pending_size",
        "_state",
        "_transport",
        "_write_batch",
        "close_code",
        "fan_out",
        "number",
    )

    def __init__(
        self,
        number: int,
        transport: asyncio.Transport,
        write_batch: WriteBatch,
        limits: ConnectionLimits,
    ) -> None:
        self.number = number
        self.fan_out: FanOut | None = None  # the fan-out of which this is a primary reader
        self.close_code: int | None = None
        self._transport = transport
        self._write_batch = write_batch
        self._limits = limits
        self._state = CONNECTING
        self._is_blocked = False
        self._pending: list[bytes] = []  # frames for this reader alone
        self._pending_size = 0

    @property
    def is_open(self) -> bool:
        """Return True if a frame sent now may still arrive."""
        return self._state is OPEN or self._state is CONNECTING

    @property
    def write_batch(self) -> WriteBatch:
        """Return the write batch that serves this connection."""
        return self._write_batch

    def send_text(self, text: str) -> None:
        """Send a text message; no effect on a connection that has ended."""
        self.send_frame(frames.text_frame(text.encode()))

    def send_binary(self, data: bytes) -> None:
        """Send a binary message; no effect on a connection that has ended."""
        self.send_frame(frames.frame(frames.BINARY, data))

    def send_frame(self, frame: bytes) -> None:
        """Send an encoded frame, after all that was sent before."""
        self._write_batch.commit_effect()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self.enqueue(frame)

    def enqueue(self, frames: bytes) -> None:
        """Queue ``frames`` until the write batch is flushed; write early if the queue grows too
        large."""
        if not self.is_open:
            return
        if not self._pending:
            self._write_batch.add(self)
        self._pending.append(frames)
        self._pending_size += len(frames)
        if self._pending_size > MAX_BATCH_BYTES:
            self._write_pending()

    def flush(self) -> None:
        """Write the frames gathered for this peer, alone or in its fan-out."""
        self._write_batch.commit_effect()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self._write_pending()

    def write(self, frames: bytes) -> None:
        """Write ``frames`` after the queued ones; above the limit the connection is closed
        (1013)."""
        if self._pending:
            self.enqueue(frames)
            self._write_pending()
        elif self._state is OPEN and frames:
            if self._is_blocked and self._is_too_slow(len(frames)):
                self._cut(CloseCode.TRY_AGAIN_LATER, _TOO_SLOW)
            else:
                self._transport.write(frames)
        elif self._state is CONNECTING:
            self.enqueue(frames)

    def pause_writing(self) -> None:
        """Record that the peer has not read all that was written."""
        self._is_blocked = True

    def resume_writing(self) -> None:
        """Record that the peer has read all that was written."""
        self._is_blocked = False

    def _is_too_slow(self, size: int) -> bool:
        waiting = self._transport.get_write_buffer_size()
        return waiting > 0 and waiting + size > self._limits.send_buffer

    def _write_pending(self) -> None:
        if self._pending and self._state is not CONNECTING:
            chunk = b"".join(self._pending)
            self._drop_pending()
            self.write(chunk)

    def _drop_pending(self) -> None:
        self._pending = []
        self._pending_size = 0

    @abstractmethod
    def _cut(self, code: int, reason: str) -> None:
        """Close the connection with a Close frame and drop queued frames."""
