"""The half of a connection that sends: what waits for its reader, and how much of it may.

Sending never waits: what a peer has not taken is bounded (PROTOCOL, promise 3), and all frames of
one turn of the event loop go to it in one write.
"""

import asyncio
from abc import abstractmethod
from dataclasses import dataclass
from enum import Enum, auto

from server.ws import frames
from server.ws.close_codes import CloseCode
from server.ws.fan_out import FanOut
from server.ws.write_batch import MAX_BATCH_BYTES, WriteBatch

_TOO_SLOW = "too slow: what waits for you is over the bound"


class ConnectionState(Enum):
    """How far a connection has come."""

    CONNECTING = auto()  # the handshake is not answered yet: what is sent waits
    OPEN = auto()
    CLOSING = auto()  # our Close is on its way, the peer's is awaited
    CLOSED = auto()  # nothing more is read; the transport is being closed


# As names of their own: to look a member up in its enumeration costs more than to compare it.
CONNECTING, OPEN, CLOSING, CLOSED = ConnectionState


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What one peer may cost, in bytes: a message it sends, and what waits for it."""

    max_frame: int
    send_buffer: int


class SendQueue(asyncio.Protocol):
    """Gathers what is sent to one peer, and writes it when the turn ends."""

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
        self.fan_out: FanOut | None = None  # where it is at home
        self.close_code: int | None = None
        self._transport = transport
        self._write_batch = write_batch
        self._limits = limits
        self._state = CONNECTING
        self._is_blocked = False
        self._pending: list[bytes] = []  # what waits for this reader alone
        self._pending_size = 0

    @property
    def is_open(self) -> bool:
        """Whether what is sent now may still arrive."""
        return self._state is OPEN or self._state is CONNECTING

    @property
    def write_batch(self) -> WriteBatch:
        """The turns of the event loop in which this connection is served."""
        return self._write_batch

    def send_text(self, text: str) -> None:
        """Sends a text message; on a connection that has ended it does nothing."""
        self.send_frame(frames.text_frame(text.encode()))

    def send_binary(self, data: bytes) -> None:
        """Sends a binary message; on a connection that has ended it does nothing."""
        self.send_frame(frames.frame(frames.BINARY, data))

    def send_frame(self, frame: bytes) -> None:
        """Sends a frame that is encoded already, after all that was sent before."""
        self._write_batch.commit_effect()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self.enqueue(frame)

    def enqueue(self, frames: bytes) -> None:
        """Keeps ``frames`` until the end of this turn; what is too much to keep is written now."""
        if not self.is_open:
            return
        if not self._pending:
            self._write_batch.add(self)
        self._pending.append(frames)
        self._pending_size += len(frames)
        if self._pending_size > MAX_BATCH_BYTES:
            self._write_pending()

    def flush(self) -> None:
        """Writes what this turn gathered for this peer, alone or among others."""
        self._write_batch.commit_effect()
        if self.fan_out is not None:
            self.fan_out.catch_up(self)
        self._write_pending()

    def write(self, frames: bytes) -> None:
        """Writes ``frames`` after what was gathered; past the bound the reader is cut (1013)."""
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
        """The peer has not taken all that was written."""
        self._is_blocked = True

    def resume_writing(self) -> None:
        """The peer has taken all that was written."""
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
        """Ends the connection with a Close; what was gathered is dropped."""
