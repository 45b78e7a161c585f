"""One WebSocket connection: its incoming frames, its state and its end.

It takes the transport over from aiohttp once the handshake is answered. Outgoing frames are queued
in ``server.ws.send_queue``.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol

from server.ws import frames
from server.ws.close_codes import CloseCode, may_be_sent
from server.ws.frame_reader import FrameReader
from server.ws.frames import Close, Incoming, Ping, Pong, ProtocolViolation
from server.ws.receiver import NOBODY, Receiver
from server.ws.send_queue import (
    CLOSED,
    CLOSING,
    CONNECTING,
    OPEN,
    ConnectionLimits,
    ConnectionState,
    SendQueue,
)
from server.ws.write_batch import WriteBatch

CLOSE_TIMEOUT = 3.0  # seconds the peer has to read queued data and to answer our Close


class ConnectionOwner(Protocol):
    """Owner of a connection."""

    def forget(self, connection: "Connection") -> None:
        """Forget a connection whose transport is closed."""

    def count_eviction(self) -> None:
        """Count a connection closed because its reader was too slow."""


class Connection(SendQueue):
    """A connection after its handshake. ``close_code`` is 1006 if it ended without a Close."""

    __slots__ = (
        "_owner",
        "_reader",
        "_receiver",
        "closing_since",
        "last_heard",
        "last_pinged",
        "opened_at",
        "was_heard",
    )

    def __init__(
        self,
        number: int,
        transport: asyncio.Transport,
        write_batch: WriteBatch,
        limits: ConnectionLimits,
        keeper: ConnectionOwner,
    ) -> None:
        super().__init__(number, transport, write_batch, limits)
        self.opened_at = self.last_heard = self.last_pinged = write_batch.now()
        self.was_heard = False  # since the last heartbeat check
        self.closing_since: float | None = None
        self._owner = keeper
        self._reader = FrameReader(limits.max_frame)
        self._receiver: Receiver = NOBODY

    def start(
        self, answer: bytes, receiver: Receiver, early: bytes, first: Callable[[], None]
    ) -> None:
        """Answer the handshake, ahead of all queued frames, and start reading.

        ``early`` are bytes the peer sent before it saw the answer; ``first`` is called before any
        of them is read.
        """
        self._receiver = receiver
        self._state = OPEN
        self._transport.write(answer)
        self._transport.set_protocol(self)
        # Write at once, and report when the peer does not read.
        self._transport.set_write_buffer_limits(high=0)
        if self._pending:  # queued in an earlier write batch
            self._write_batch.add(self)
        first()
        if early:
            self.data_received(early)

    def abandon(self) -> None:
        """Drop all queued frames: they must not follow an HTTP answer that rejects the
        handshake."""
        self._state = CLOSED
        self._drop_pending()

    def ping(self) -> None:
        """Send a ping."""
        self.last_pinged = self.now()
        self.send_frame(frames.frame(frames.PING, b""))

    def close(self, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        """Flush, send Close, and give the peer ``CLOSE_TIMEOUT`` to answer."""
        if self._state is CONNECTING:  # the answer to the handshake goes first
            self.later(self.close, code, reason)
        elif self._state is OPEN:
            self.flush()
            self._cut(code, reason)

    def abort(self, code: int = CloseCode.ABNORMAL, reason: str = "") -> None:
        """Abort the connection at once and drop all queued frames."""
        self._enter(CLOSED, code, reason)
        self._transport.abort()

    def _cut(self, code: int, reason: str) -> None:
        if self._state is OPEN:
            self._transport.write(frames.close_frame(code, reason))
            self._enter(CLOSING, code, reason)
            if code == CloseCode.TRY_AGAIN_LATER:
                self._owner.count_eviction()

    # -- in

    def data_received(self, data: bytes) -> None:
        """Process bytes from the peer; any bytes count as a sign of life."""
        write_batch = self._write_batch
        write_batch.input += 1
        if not write_batch.has_begun:  # the time of a batch includes reading its input
            write_batch.begin()
        self.was_heard = True
        texts = self._reader.texts(data)
        if texts is None:
            self._read(data)
        elif self._state is OPEN:
            self._receiver.received(texts)

    def _read(self, data: bytes) -> None:
        """Read data that is not, or not only, whole texts."""
        if self._state is CLOSED:
            return
        self._take(self._reader.feed(data))
        if self._reader.is_behind:
            self._transport.pause_reading()
            self.later(self._catch_up)

    def _catch_up(self) -> None:
        """Continue reading data that arrived at once, a part per event loop iteration: thousands
        of tiny messages would otherwise delay all other connections."""
        if self._state is not CLOSED:
            self._take(self._reader.feed(b""))
        if self._reader.is_behind and self._state is not CLOSED:
            self.later(self._catch_up)
        elif not self._transport.is_closing():
            self._transport.resume_reading()

    def _take(self, incoming: list[Incoming]) -> None:
        for item in incoming:
            match item:
                case str(text):
                    if self._state is OPEN:
                        self._receiver.received([text])
                case bytes(data):
                    if self._state is OPEN:
                        self._receiver.received_binary(data)
                case _:
                    self._take_control(item)

    def _take_control(self, item: Ping | Pong | Close | ProtocolViolation) -> None:
        match item:
            case Ping(payload):
                self.send_frame(frames.frame(frames.PONG, payload))
            case Close(code, reason):
                self._answer_close(code, reason)
            case ProtocolViolation(code, reason):
                self._fail(code, reason)
            case Pong():
                pass

    def _answer_close(self, code: int, reason: str) -> None:
        """Echo the peer's Close if ours is not sent yet; then the server closes TCP first."""
        if self._state is OPEN:
            self.flush()
        if self._state is OPEN:
            answer = code if may_be_sent(code) else CloseCode.NORMAL
            self._transport.write(frames.close_frame(answer))
        self._enter(CLOSED, code, reason)
        self._transport.close()

    def _fail(self, code: CloseCode, reason: str) -> None:
        """Fail the connection (RFC 6455 §7.1.7).

        The peer may still be sending. Closing the socket with unread bytes would reset the TCP
        connection and could destroy the Close on its way, so we stop writing, and discard input
        until the peer hangs up or the close timeout expires.
        """
        self.close(code, reason)
        self._enter(CLOSED, code, reason)
        if self._transport.can_write_eof():
            self._transport.write_eof()

    # -- the end

    def now(self) -> float:
        """Return the time on the event loop's clock, in seconds."""
        return self._write_batch.now()

    def later(self, call: Callable[..., None], *arguments: object) -> None:
        """Schedule ``call`` for the next event loop iteration."""
        self._write_batch.later(call, *arguments)

    def eof_received(self) -> bool:
        """Close the connection when the peer hangs up without a Close: it can read nothing more."""
        self._enter(CLOSED, CloseCode.ABNORMAL, "")
        return False

    def connection_lost(self, exc: BaseException | None) -> None:
        """Record the loss of the transport; the receiver is notified only once."""
        self._enter(CLOSED, CloseCode.ABNORMAL, "")
        self._owner.forget(self)

    def _enter(self, stage: ConnectionState, code: int, reason: str) -> None:
        """Enter ``stage``; the first code and reason are the ones that count.

        The receiver is notified once, in the next event loop iteration: an end can be detected in
        the middle of a broadcast, and the receiver may change the list that is being iterated.
        """
        if self._state is not CLOSED:
            self._state = stage
        if self.close_code is None:
            self.close_code = code
            self.closing_since = self.now()
            if self.fan_out is not None:
                self.fan_out.lose()
            self._drop_pending()
            self.later(self._receiver.ended, code, reason)
