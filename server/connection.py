"""One WebSocket connection: what comes from its peer, what waits for its peer, how it ends.

It takes the transport over from aiohttp once the handshake is answered. Sending never waits: what
a peer has not taken is bounded (PROTOCOL, promise 3), and all frames of one turn of the event
loop go to it in one write.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from server import frames
from server.audience import Audience
from server.closecodes import CloseCode, may_be_sent
from server.framereader import FrameReader
from server.frames import Close, Incoming, Ping, Pong, Violation
from server.turn import GATHERED, Turn

_TOO_SLOW = "too slow: what waits for you is over the bound"
CLOSE_TIMEOUT = 3.0  # seconds a peer has to take what waits for it and to answer our Close


class _Stage(Enum):
    STARTING = auto()  # the handshake is not answered yet: what is sent waits
    OPEN = auto()
    CLOSING = auto()  # our Close is on its way, the peer's is awaited
    ENDING = auto()  # nothing more is read; the transport is being closed


# As names of their own: to look a member up in its enumeration costs more than to compare it.
_STARTING, _OPEN, _CLOSING, _ENDING = _Stage


@dataclass(frozen=True, slots=True)
class Limits:
    """What one peer may cost, in bytes: a message it sends, and what waits for it."""

    max_frame: int
    send_buffer: int


class Receiver(Protocol):
    """Who is told what comes in on a connection, and, exactly once, that it has ended."""

    def received(self, texts: list[str]) -> None:
        """Whole text messages came in, in this order; the first may end the connection."""

    def received_binary(self, data: bytes) -> None:
        """A whole binary message came in."""

    def ended(self, code: int, reason: str) -> None:
        """It is over, with the close code that tells how."""


class _Nobody:
    """Listens until the connection starts."""

    def received(self, texts: list[str]) -> None:
        pass

    def received_binary(self, data: bytes) -> None:
        pass

    def ended(self, code: int, reason: str) -> None:
        pass


_NOBODY = _Nobody()


class Connection(asyncio.Protocol):
    """A peer after its handshake. ``close_code`` says how it ended, 1006 for a vanished line."""

    __slots__ = (
        "_is_blocked",
        "_limits",
        "_on_gone",
        "_pending",
        "_pending_size",
        "_reader",
        "_receiver",
        "_stage",
        "_transport",
        "_turn",
        "audience",
        "close_code",
        "closing_since",
        "last_heard",
        "last_pinged",
        "number",
        "opened_at",
        "was_heard",
    )

    def __init__(
        self,
        number: int,
        transport: asyncio.Transport,
        turn: Turn,
        limits: Limits,
        on_gone: Callable[["Connection"], None],
    ) -> None:
        self.number = number
        self.opened_at = self.last_heard = self.last_pinged = turn.now()
        self.was_heard = False  # since somebody last looked
        self.close_code: int | None = None
        self.closing_since: float | None = None
        self.audience: Audience | None = None  # where it is at home
        self._transport = transport
        self._turn = turn
        self._limits = limits
        self._on_gone = on_gone
        self._reader = FrameReader(limits.max_frame)
        self._receiver: Receiver = _NOBODY
        self._stage = _STARTING
        self._is_blocked = False
        self._pending: list[bytes] = []  # what waits for this reader alone
        self._pending_size = 0

    @property
    def is_open(self) -> bool:
        """Whether what is sent now may still arrive."""
        return self._stage is _OPEN or self._stage is _STARTING

    @property
    def turn(self) -> Turn:
        """The turns of the event loop in which this connection is served."""
        return self._turn

    def start(
        self, answer: bytes, receiver: Receiver, early: bytes, first: Callable[[], None]
    ) -> None:
        """Answers the handshake, ahead of all that was sent so far, and begins to read.

        ``early`` is what the peer had sent before it saw the answer; ``first`` is done before
        any of it is read.
        """
        self._receiver = receiver
        self._stage = _OPEN
        self._transport.write(answer)
        self._transport.set_protocol(self)
        self._transport.set_write_buffer_limits(high=0)  # write at once, and tell when it is stuck
        if self._pending:  # since a turn that is over
            self._turn.add(self)
        first()
        if early:
            self.data_received(early)

    def abandon(self) -> None:
        """The handshake is answered otherwise: what was sent so far must not follow that answer."""
        self._stage = _ENDING
        self._drop_pending()

    # -- out

    def send_text(self, text: str) -> None:
        """Sends a text message; on a connection that has ended it does nothing."""
        self.send_frame(frames.text_frame(text.encode()))

    def send_binary(self, data: bytes) -> None:
        """Sends a binary message; on a connection that has ended it does nothing."""
        self.send_frame(frames.frame(frames.BINARY, data))

    def send_frame(self, frame: bytes) -> None:
        """Sends a frame that is encoded already, after all that was sent before."""
        if self.audience is not None:
            self.audience.catch_up(self)
        self.gather(frame)

    def gather(self, frames: bytes) -> None:
        """Keeps ``frames`` until the end of this turn; what is too much to keep is written now."""
        if not self.is_open:
            return
        if not self._pending:
            self._turn.add(self)
        self._pending.append(frames)
        self._pending_size += len(frames)
        if self._pending_size > GATHERED:
            self._write_pending()

    def flush(self) -> None:
        """Writes what this turn gathered for this peer, alone or among others."""
        if self.audience is not None:
            self.audience.catch_up(self)
        self._write_pending()

    def write(self, frames: bytes) -> None:
        """Writes ``frames`` after what was gathered; past the bound the reader is cut (1013)."""
        if self._pending:
            self.gather(frames)
            self._write_pending()
        elif self._stage is _OPEN and frames:
            if self._is_blocked and self._is_too_slow(len(frames)):
                self._cut(CloseCode.TRY_AGAIN_LATER, _TOO_SLOW)
            else:
                self._transport.write(frames)
        elif self._stage is _STARTING:
            self.gather(frames)

    def _is_too_slow(self, size: int) -> bool:
        waiting = self._transport.get_write_buffer_size()
        return waiting > 0 and waiting + size > self._limits.send_buffer

    def pause_writing(self) -> None:
        """The peer has not taken all that was written."""
        self._is_blocked = True

    def resume_writing(self) -> None:
        """The peer has taken all that was written."""
        self._is_blocked = False

    def _write_pending(self) -> None:
        if self._pending and self._stage is not _STARTING:
            chunk = b"".join(self._pending)
            self._drop_pending()
            self.write(chunk)

    def ping(self) -> None:
        """Asks the peer for a sign of life."""
        self.last_pinged = self.now()
        self.send_frame(frames.frame(frames.PING, b""))

    def close(self, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        """Says goodbye: flushes, sends Close, and gives the peer ``CLOSE_TIMEOUT`` to answer."""
        if self._stage is _STARTING:  # the answer to the handshake goes first
            self.later(self.close, code, reason)
        elif self._stage is _OPEN:
            self.flush()
            self._cut(code, reason)

    def abort(self, code: int = CloseCode.ABNORMAL, reason: str = "") -> None:
        """Ends the connection at once; what waits for the peer is dropped."""
        self._enter(_ENDING, code, reason)
        self._transport.abort()

    def _cut(self, code: int, reason: str) -> None:
        if self._stage is _OPEN:
            self._transport.write(frames.close_frame(code, reason))
            self._enter(_CLOSING, code, reason)

    def _drop_pending(self) -> None:
        self._pending = []
        self._pending_size = 0

    # -- in

    def data_received(self, data: bytes) -> None:
        """Bytes of the peer; whatever they are, they are a sign of life."""
        self._turn.input += 1
        self.was_heard = True
        texts = self._reader.texts(data)
        if texts is None:
            self._read(data)
        elif self._stage is _OPEN:
            self._receiver.received(texts)

    def _read(self, data: bytes) -> None:
        """Reads what is not, or not only, whole texts."""
        if self._stage is _ENDING:
            return
        self._take(self._reader.feed(data))
        if self._reader.is_behind:
            self._transport.pause_reading()
            self.later(self._catch_up)

    def _catch_up(self) -> None:
        """Reads on in what came at once, a part each turn: tiny messages by the thousand would
        hold up everybody else."""
        if self._stage is not _ENDING:
            self._take(self._reader.feed(b""))
        if self._reader.is_behind and self._stage is not _ENDING:
            self.later(self._catch_up)
        elif not self._transport.is_closing():
            self._transport.resume_reading()

    def _take(self, incoming: list[Incoming]) -> None:
        for item in incoming:
            match item:
                case str(text):
                    if self._stage is _OPEN:
                        self._receiver.received([text])
                case bytes(data):
                    if self._stage is _OPEN:
                        self._receiver.received_binary(data)
                case _:
                    self._take_control(item)

    def _take_control(self, item: Ping | Pong | Close | Violation) -> None:
        match item:
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
        if self._stage is _OPEN:
            self.flush()
        if self._stage is _OPEN:
            answer = code if may_be_sent(code) else CloseCode.NORMAL
            self._transport.write(frames.close_frame(answer))
        self._enter(_ENDING, code, reason)
        self._transport.close()

    def _fail(self, code: CloseCode, reason: str) -> None:
        """Fails the connection (RFC 6455 §7.1.7).

        The peer may still be sending. Closing the socket over unread bytes would reset the line
        and could destroy the Close on its way, so we stop writing, and read into the void until
        the peer hangs up or its time is over.
        """
        self.close(code, reason)
        self._enter(_ENDING, code, reason)
        if self._transport.can_write_eof():
            self._transport.write_eof()

    # -- the end

    def now(self) -> float:
        """The time on the event loop's clock, in seconds."""
        return self._turn.now()

    def later(self, call: Callable[..., None], *arguments: object) -> None:
        """Has ``call`` made in the event loop's next turn."""
        self._turn.later(call, *arguments)

    def eof_received(self) -> bool:
        """A peer that hangs up without a Close: nothing it could still read, so we end too."""
        self._enter(_ENDING, CloseCode.ABNORMAL, "")
        return False

    def connection_lost(self, exc: BaseException | None) -> None:
        """The transport is gone; nobody is told twice."""
        self._enter(_ENDING, CloseCode.ABNORMAL, "")
        self._on_gone(self)

    def _enter(self, stage: _Stage, code: int, reason: str) -> None:
        """The first reason for the end is the one that counts; it is told once.

        It is told in the next turn: an end can be found out in the middle of a broadcast, and
        whoever hears of it may change the list that is being walked.
        """
        if self._stage is not _ENDING:
            self._stage = stage
        if self.close_code is None:
            self.close_code = code
            self.closing_since = self.now()
            self._drop_pending()
            self.later(self._receiver.ended, code, reason)
