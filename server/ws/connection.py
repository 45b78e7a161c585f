"""One WebSocket connection: its incoming frames, its state and its end.

It takes the transport over from aiohttp once the handshake is answered. Frames are read in
``server.ws.receive_queue``, and queued to be sent in ``server.ws.send_queue``.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from server.ws import frames
from server.ws.close_codes import CloseCode, may_be_sent
from server.ws.forwarding import UNKNOWN
from server.ws.frames import Bytes, Close, Ping, Pong, ProtocolViolation
from server.ws.receive_queue import ReceiveQueue
from server.ws.send_queue import (
    CLOSED,
    CLOSING,
    CONNECTING,
    OPEN,
    ConnectionLimits,
    ConnectionState,
    SendQueue,
)
from server.ws.system_buffer import unread_size
from server.ws.write_batch import WriteBatch

_BUFFER_EXCEEDED = "send buffer limit exceeded"
CLOSE_TIMEOUT = 3.0  # seconds a peer has to take what waits for it and to answer our Close


class ConnectionOwner(Protocol):
    """Owner of a connection."""

    def forget(self, connection: "Connection") -> None:
        """Forget a connection whose transport is closed."""

    def count_eviction(self) -> None:
        """Count a connection closed because its reader was too slow."""


class Receiver(Protocol):
    """Receives a connection's messages, and, exactly once, the notice of its end."""

    def received(self, connection: "Connection", texts: list[str]) -> None:
        """Process whole text messages, in this order; the first may end the connection."""

    def received_binary(self, connection: "Connection", data: bytes) -> None:
        """Process a whole binary message."""

    def ended(self, connection: "Connection", code: int, reason: str) -> None:
        """Process the end of the connection, with its close code."""


class Connection(asyncio.Protocol):
    """A connection after its handshake. ``close_code`` is 1006 if it ended without a Close."""

    __slots__ = (
        "_owner",
        "_receiver",
        "_write_batch",
        "address",
        "close_code",
        "closing_since",
        "has_received",
        "last_heard",
        "last_pinged",
        "on_violation",
        "opened_at",
        "receive_queue",
        "send_queue",
        "transport",
    )

    def __init__(
        self,
        number: int,
        transport: asyncio.Transport,
        write_batch: WriteBatch,
        limits: ConnectionLimits,
        owner: ConnectionOwner,
        receiver: Receiver,
    ) -> None:
        self.send_queue = SendQueue(number, transport, write_batch, limits.send_buffer, self)
        self.address = UNKNOWN  # of the client
        self.close_code: int | None = None
        self.opened_at = self.last_heard = self.last_pinged = write_batch.now()
        self.has_received = False  # since the last heartbeat check
        self.closing_since: float | None = None
        # Returns True to call ``fail`` later: what came before the violation is not answered yet.
        self.on_violation: Callable[[int, str], bool] | None = None
        self.transport = transport
        self._write_batch = write_batch
        self._owner = owner
        self.receive_queue = ReceiveQueue(
            limits.max_frame, self.send_queue, write_batch.later, self
        )
        self._receiver = receiver

    def start(self, answer: bytes, early: bytes, first: Callable[[], None]) -> None:
        """Answer the handshake, ahead of all queued frames, and start reading.

        ``early`` are bytes the peer sent before it saw the answer; ``first`` is called before any
        of them is read.
        """
        self.transport.write(answer)
        self.transport.set_protocol(self)
        self.transport.set_write_buffer_limits(high=0)  # write at once, and tell when it is stuck
        self.send_queue.open()
        first()
        if early:
            self.data_received(early)

    def abandon(self) -> None:
        """Drop all queued frames: they must not follow an HTTP answer that rejects the
        handshake. The receiver is not notified of an end."""
        self.send_queue.state = CLOSED
        self.close_code = CloseCode.ABNORMAL
        self.send_queue.drop_pending()

    def ping(self) -> None:
        """Send a ping."""
        self.last_pinged = self.now()
        self.send_frame(frames.frame(frames.PING, b""))

    def close(self, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        """Flush, send Close, and give the peer ``CLOSE_TIMEOUT`` to answer."""
        if self.send_queue.state is CONNECTING:  # the answer to the handshake goes first
            self.later(self.close, code, reason)
        elif self.send_queue.state is OPEN:
            self.send_queue.flush()
            self.close_now(code, reason)

    def abort(self, code: int = CloseCode.ABNORMAL, reason: str = "") -> None:
        """Abort the connection at once and drop all queued frames."""
        self.enter_state(CLOSED, code, reason)
        self.transport.abort()

    def close_now(self, code: int, reason: str) -> None:
        """Send Close without flushing what waits."""
        if self.send_queue.state is OPEN:
            self.transport.write(frames.close_frame(code, reason))
            self.enter_state(CLOSING, code, reason)

    def send_buffer_exceeded(self) -> None:
        """Close the connection of a client that reads too slowly (docs/protocol.md#g3)."""
        self._owner.count_eviction()
        self.close_now(CloseCode.TRY_AGAIN_LATER, _BUFFER_EXCEEDED)

    # -- out

    @property
    def number(self) -> int:
        """The number by which the registry knows the connection, and the log by its id."""
        return self.send_queue.number

    @property
    def is_open(self) -> bool:
        """True while a message that is sent may still arrive."""
        return self.send_queue.is_open

    @property
    def write_batch(self) -> WriteBatch:
        """The write batch that this connection belongs to."""
        return self._write_batch

    def send_text(self, text: str) -> None:
        """Send a text message; do nothing on a connection that has ended."""
        self.send_queue.send_frame(frames.text_frame(text.encode()))

    def send_binary(self, data: bytes) -> None:
        """Send a binary message; do nothing on a connection that has ended."""
        self.send_queue.send_frame(frames.frame(frames.BINARY, data))

    def send_frame(self, frame: bytes) -> None:
        """Send a frame that is encoded already, after all frames that were sent before."""
        self.send_queue.send_frame(frame)

    def send_parts(self, parts: Sequence[Bytes]) -> None:
        """Send a frame in parts, after all frames that were sent before; nothing is copied."""
        self.send_queue.send_parts(parts)

    def send_initial(self, parts: Sequence[Bytes]) -> None:
        """Send a frame of those that a client receives on entering its fan-out."""
        self.send_queue.send_initial(parts)

    def pause_writing(self) -> None:
        """Keep frames back: the client has not taken all bytes that were written."""
        self.send_queue.block()

    def resume_writing(self) -> None:
        """Write frames again: the client has taken all bytes that were written."""
        self.send_queue.unblock()

    # -- in

    def data_received(self, data: bytes) -> None:
        """Process bytes from the peer; any bytes count as a sign of life."""
        write_batch = self._write_batch
        write_batch.input += 1
        if not write_batch.has_begun:  # the time of a batch includes reading its input
            write_batch.begin()
        self.has_received = True
        receive_queue = self.receive_queue
        texts = receive_queue.frame_reader.texts(data)
        if texts is None:
            receive_queue.read(data)
        elif self.send_queue.state is OPEN:
            receive_queue.deliver(texts)

    def receive_texts(self, texts: list[str]) -> None:
        """Hand text messages to the receiver."""
        self._receiver.received(self, texts)

    def receive_binary(self, data: bytes) -> None:
        """Hand a binary message to the receiver."""
        self._receiver.received_binary(self, data)

    def receive_control(self, item: Ping | Pong | Close | ProtocolViolation) -> None:
        """Answer a control frame or a violation of the protocol."""
        match item:
            case Ping(payload):
                self.send_frame(frames.frame(frames.PONG, payload))
            case Close(code, reason):
                self.answer_close(code, reason)
            case ProtocolViolation(code, reason):
                if self.on_violation is None or not self.on_violation(code, reason):
                    self.fail(code, reason)
            case Pong():
                pass

    def answer_close(self, code: int, reason: str) -> None:
        """Echo the peer's Close if ours is not sent yet; then the server closes TCP first.

        If more has come behind the peer's Close, the answer must not be lost: see ``fail``.
        """
        if self.send_queue.state is OPEN:
            self.send_queue.flush()
        if self.send_queue.state is OPEN:
            answer = code if may_be_sent(code) else CloseCode.NORMAL
            self.transport.write(frames.close_frame(answer))
        self.enter_state(CLOSED, code, reason)
        has_more = self.receive_queue.frame_reader.has_more or unread_size(self.transport)
        if has_more and self.transport.can_write_eof():
            self.transport.write_eof()
        else:
            self.transport.close()

    def fail(self, code: int, reason: str) -> None:
        """Fail the connection (RFC 6455 §7.1.7).

        The peer may still be sending. Closing the socket with unread bytes would reset the TCP
        connection and could destroy the Close on its way, so we stop writing, and discard input
        until the peer hangs up or the close timeout expires.
        """
        self.close(code, reason)
        self.enter_state(CLOSED, code, reason)
        if self.transport.can_write_eof():
            self.transport.write_eof()

    # -- the end

    def now(self) -> float:
        """Return the time on the event loop's clock, in seconds."""
        return self._write_batch.now()

    def later(self, call: Callable[..., None], *arguments: object) -> None:
        """Schedule ``call`` for the next event loop iteration."""
        self._write_batch.later(call, *arguments)

    def eof_received(self) -> bool:
        """Close the connection when the peer hangs up without a Close: it can read nothing more."""
        self.receive_queue.process_last()
        self.enter_state(CLOSED, CloseCode.ABNORMAL, "")
        return False

    def connection_lost(self, exc: BaseException | None) -> None:
        """Record the loss of the transport; the receiver is notified only once."""
        self.receive_queue.process_last()
        self.enter_state(CLOSED, CloseCode.ABNORMAL, "")
        self._owner.forget(self)

    def enter_state(self, state: ConnectionState, code: int, reason: str) -> None:
        """Change the state, and notify the receiver once, with the first cause of the end.

        The notification follows in the next event loop iteration: an end can be detected in the
        middle of a broadcast, and the receiver may change the list that is being iterated.
        """
        queue = self.send_queue
        if queue.state is not CLOSED:
            queue.state = state
        if self.close_code is None:
            self.close_code = code
            self.closing_since = self.now()
            queue.end()
            self.receive_queue.end()
            self.later(self._receiver.ended, self, code, reason)
