"""One WebSocket connection: what comes from its peer, what waits for its peer, how it ends.

It takes the transport over from aiohttp once the handshake is answered. Sending never waits: what
a peer has not taken is bounded (PROTOCOL, promise 3), and all frames of one turn of the event
loop go to it in one write.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from server import frames
from server.closecodes import CloseCode, may_be_sent
from server.frames import Binary, Close, FrameReader, Ping, Pong, Text, Violation

GATHERED = 64 * 1024  # bytes that wait for the turn's end before a write is made early
SLICE = 4 * 1024  # bytes read from one peer before the others have their turn
CLOSE_TIMEOUT = 3.0  # seconds a peer has to take what waits for it and to answer our Close


class _Stage(Enum):
    OPEN = auto()
    CLOSING = auto()  # our Close is on its way, the peer's is awaited
    ENDING = auto()  # nothing more is read; the transport is being closed


@dataclass(frozen=True, slots=True)
class Limits:
    """What one peer may cost, in bytes: a message it sends, and what waits for it."""

    max_frame: int
    send_buffer: int


class Receiver(Protocol):
    """Who is told what comes in on a connection, and, exactly once, that it has ended."""

    def received(self, message: Text | Binary) -> None:
        """A whole message came in."""

    def ended(self, code: int, reason: str) -> None:
        """It is over, with the close code that tells how."""


class Turn:
    """Gathers what one turn of the event loop has to write, and writes it at the turn's end."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: list[Connection] = []

    def add(self, connection: "Connection") -> None:
        """Has ``connection`` flushed at the end of this turn."""
        if not self._waiting:
            self._loop.call_soon(self._flush)
        self._waiting.append(connection)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for connection in waiting:
            connection.flush()


class Connection(asyncio.Protocol):
    """A peer after its handshake. ``close_code`` says how it ended, 1006 for a vanished line."""

    def __init__(
        self,
        number: int,
        transport: asyncio.Transport,
        turn: Turn,
        limits: Limits,
        on_gone: Callable[["Connection"], None],
    ) -> None:
        loop = asyncio.get_running_loop()
        self.number = number
        self.now = loop.time
        self.opened_at = self.last_heard = self.last_pinged = loop.time()
        self.close_code: int | None = None
        self.closing_since: float | None = None
        self.later = loop.call_soon
        self._transport = transport
        self._turn = turn
        self._limits = limits
        self._on_gone = on_gone
        self._reader = FrameReader(limits.max_frame)
        self._receiver: Receiver | None = None
        self._stage = _Stage.OPEN
        self._pending: list[bytes] = []
        self._pending_size = 0
        self._backlog = b""

    @property
    def is_open(self) -> bool:
        """Whether what is sent now may still arrive."""
        return self._stage is _Stage.OPEN

    def start(
        self, answer: bytes, receiver: Receiver, early: bytes, first: Callable[[], None]
    ) -> None:
        """Answers the handshake, ahead of all that was sent so far, and begins to read.

        ``early`` is what the peer had sent before it saw the answer; ``first`` is done before
        any of it is read.
        """
        self._receiver = receiver
        self._transport.write(answer)
        self._transport.set_protocol(self)
        first()
        if early:
            self.data_received(early)

    def abandon(self) -> None:
        """The handshake is answered otherwise: what was sent so far must not follow that answer."""
        self._stage = _Stage.ENDING
        self._drop_pending()

    # -- out

    def send_text(self, text: str) -> None:
        """Sends a text message; on a connection that has ended it does nothing."""
        self.send_frame(frames.frame(frames.TEXT, text.encode()))

    def send_binary(self, data: bytes) -> None:
        """Sends a binary message; on a connection that has ended it does nothing."""
        self.send_frame(frames.frame(frames.BINARY, data))

    def send_frame(self, frame: bytes) -> None:
        """Sends a frame that is encoded already, with the others of this turn."""
        if self._stage is not _Stage.OPEN:
            return
        if not self._pending:
            self._turn.add(self)
        self._pending.append(frame)
        self._pending_size += len(frame)
        if self._pending_size > GATHERED and self._receiver is not None:
            self.flush()

    def flush(self) -> None:
        """Writes what this turn gathered; past the bound the reader is cut instead (1013)."""
        size = self._pending_size
        if not size:
            return
        chunk = self._pending[0] if len(self._pending) == 1 else b"".join(self._pending)
        self._drop_pending()
        waiting = self._transport.get_write_buffer_size()
        if waiting and waiting + size > self._limits.send_buffer:
            self._cut(CloseCode.TRY_AGAIN_LATER, "too slow: what waits for you is over the bound")
        else:
            self._transport.write(chunk)

    def ping(self) -> None:
        """Asks the peer for a sign of life."""
        self.last_pinged = self.now()
        self.send_frame(frames.frame(frames.PING, b""))

    def close(self, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        """Says goodbye: flushes, sends Close, and gives the peer ``CLOSE_TIMEOUT`` to answer."""
        if self._stage is not _Stage.OPEN:
            return
        if self._receiver is None:  # the answer to the handshake goes first
            self.later(self.close, code, reason)
            return
        self.flush()
        self._cut(code, reason)

    def abort(self, code: int = CloseCode.ABNORMAL, reason: str = "") -> None:
        """Ends the connection at once; what waits for the peer is dropped."""
        self._enter(_Stage.ENDING, code, reason)
        self._transport.abort()

    def _cut(self, code: int, reason: str) -> None:
        if self._stage is _Stage.OPEN:
            self._transport.write(frames.close_frame(code, reason))
            self._enter(_Stage.CLOSING, code, reason)

    def _drop_pending(self) -> None:
        self._pending = []
        self._pending_size = 0

    # -- in

    def data_received(self, data: bytes) -> None:
        """Bytes of the peer; whatever they are, they are a sign of life."""
        self.last_heard = self.now()
        if self._stage is _Stage.ENDING:
            return
        if len(data) <= SLICE:
            self._take(self._reader.feed(data))
        else:
            self._transport.pause_reading()
            self._backlog = data
            self._take_slice()

    def _take_slice(self) -> None:
        """Takes some of what came at once, and leaves the rest to the next turn.

        A quarter of a megabyte of tiny messages would hold up everybody else for a second.
        """
        self._take(self._reader.feed(self._backlog[:SLICE]))
        self._backlog = self._backlog[SLICE:] if self._stage is not _Stage.ENDING else b""
        if self._backlog:
            self.later(self._take_slice)
        elif not self._transport.is_closing():
            self._transport.resume_reading()

    def _take(self, incoming: Iterable[frames.Incoming]) -> None:
        for item in incoming:
            match item:
                case Text() | Binary():
                    if self._stage is _Stage.OPEN and self._receiver is not None:
                        self._receiver.received(item)
                case Ping(payload):
                    self.send_frame(frames.frame(frames.PONG, payload))
                case Close(code, reason):
                    self._answer_close(code, reason)
                case Violation(code, reason):
                    self._fail(code, reason)
                case Pong():
                    pass

    def _answer_close(self, code: int, reason: str) -> None:
        """Echoes the peer's Close if ours is not out yet; then the server closes TCP first."""
        if self._stage is _Stage.OPEN:
            self.flush()
        if self._stage is _Stage.OPEN:
            answer = code if may_be_sent(code) else CloseCode.NORMAL
            self._transport.write(frames.close_frame(answer))
        self._enter(_Stage.ENDING, code, reason)
        self._transport.close()

    def _fail(self, code: CloseCode, reason: str) -> None:
        """Fails the connection (RFC 6455 §7.1.7).

        The peer may still be sending. Closing the socket over unread bytes would reset the line
        and could destroy the Close on its way, so we stop writing, and read into the void until
        the peer hangs up or its time is over.
        """
        self.close(code, reason)
        self._enter(_Stage.ENDING, code, reason)
        if self._transport.can_write_eof():
            self._transport.write_eof()

    # -- the end

    def eof_received(self) -> bool:
        """A peer that hangs up without a Close: nothing it could still read, so we end too."""
        self._enter(_Stage.ENDING, CloseCode.ABNORMAL, "")
        return False

    def connection_lost(self, exc: BaseException | None) -> None:
        """The transport is gone; nobody is told twice."""
        self._enter(_Stage.ENDING, CloseCode.ABNORMAL, "")
        self._on_gone(self)

    def _enter(self, stage: _Stage, code: int, reason: str) -> None:
        """The first reason for the end is the one that counts; it is told once.

        It is told in the next turn: an end can be found out in the middle of a broadcast, and
        whoever hears of it may change the list that is being walked.
        """
        if self._stage is not _Stage.ENDING:
            self._stage = stage
        if self.close_code is None:
            self.close_code = code
            self.closing_since = self.now()
            self._drop_pending()
            if self._receiver is not None:
                self.later(self._receiver.ended, code, reason)
