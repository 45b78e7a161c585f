"""The receiving side of a connection: its frame reader, and when nothing is read from the peer.

A connection can be held: then nothing more is read, so that TCP slows the peer down, and messages
that were read already wait here.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from server.ws.frame_reader import FrameReader
from server.ws.frames import Close, Incoming, Ping, Pong, ProtocolViolation
from server.ws.send_queue import CLOSED, OPEN, SendQueue

MOST_PONGS = 16  # answers to the pings that are read at once


class ReceiveQueueOwner(Protocol):
    """The connection that a receive queue belongs to."""

    def receive_texts(self, texts: list[str]) -> None:
        """Process whole text messages, in this order."""

    def receive_binary(self, data: bytes) -> None:
        """Process a whole binary message."""

    def receive_control(self, item: Ping | Pong | Close | ProtocolViolation) -> None:
        """Process a control frame, or a violation of the protocol."""


class ReceiveQueue:
    """Reads frames, and hands messages to the owner unless the connection is held."""

    __slots__ = (
        "_backlog",
        "_has_ended",
        "_holds",
        "_is_last",
        "_later",
        "_owner",
        "_send_queue",
        "frame_reader",
    )

    def __init__(
        self,
        limit: int,
        send_queue: SendQueue,
        later: Callable[..., object],
        owner: ReceiveQueueOwner,
    ) -> None:
        """``limit`` is the most bytes of a message. ``send_queue`` has the state of the connection.
        ``later`` schedules a call for the next event loop iteration."""
        self.frame_reader = FrameReader(limit)
        self._send_queue = send_queue
        self._later = later
        self._owner = owner
        self._holds = 0
        self._has_ended = False
        self._is_last = False  # nothing but the end of the connection follows
        self._backlog: list[str] | None = None  # texts that were read while the connection was held

    @property
    def is_held(self) -> bool:
        """True while nothing is read from the peer."""
        return self._holds > 0 and not self._has_ended

    @property
    def backlog_size(self) -> int:
        """Characters of the kept texts."""
        return sum(map(len, self._backlog or ()))

    def hold(self, rest: Sequence[str] = ()) -> bool:
        """Read nothing more until ``release`` was called as often, and keep ``rest``, texts that
        were received but not processed yet, ahead of any others.

        Returns False, and does nothing, if the end of the connection follows: then everything that
        was received must be processed now.
        """
        if self._is_last:
            return False
        self._holds += 1
        if rest:
            self._backlog = [*rest, *(self._backlog or ())]
        if self._holds == 1 and not self._has_ended:
            self._pause()
        return True

    def release(self) -> None:
        """Undo ``hold``: process the kept texts, and read again."""
        self._holds -= 1
        if self._has_ended:
            return
        if self._backlog and not self._holds:
            texts, self._backlog = self._backlog, None
            self.deliver(texts)
        if not self._holds:
            self._go_on()

    def process_backlog(self) -> None:
        """Process the kept texts now, even if the connection is held."""
        texts, self._backlog = self._backlog, None
        if texts and self._send_queue.state is OPEN:
            self._owner.receive_texts(texts)

    def process_last(self) -> None:
        """Process all kept texts now: the end of the connection follows."""
        self._is_last = True
        self.process_backlog()

    def end(self) -> None:
        """The connection ends: forget the kept texts. What the peer still sends is read, to find
        its Close or its end, and not processed."""
        self._has_ended = True
        self._backlog = None
        if self._holds:
            self._go_on()

    def deliver(self, texts: list[str]) -> None:
        """Hand ``texts`` to the owner, or keep them while the connection is held, or readers of
        its topic have fallen behind."""
        fan_out = self._send_queue.fan_out
        if self._holds:
            self._backlog = [*(self._backlog or ()), *texts]
        elif fan_out is not None and fan_out.congestion.lagging:
            fan_out.congestion.hold(self, texts)
        elif self._send_queue.state is OPEN:
            self._owner.receive_texts(texts)

    def read(self, data: bytes) -> None:
        """Read data that is not, or not only, whole texts."""
        if self._send_queue.state is CLOSED:
            return
        self._feed(data)
        if self.frame_reader.is_behind and not self.is_held:
            self._pause()
            self._later(self._catch_up)

    def _catch_up(self) -> None:
        """Continue reading data that arrived at once, a part per event loop iteration: thousands
        of tiny messages would otherwise delay all other connections."""
        if self.is_held:
            return  # ``release`` continues
        if self._send_queue.state is not CLOSED:
            self._feed(b"")
        if not self.is_held:
            self._go_on()

    def _go_on(self) -> None:
        """Read what is buffered, in the next iteration, or else from the peer."""
        if self.frame_reader.is_behind and self._send_queue.state is not CLOSED:
            self._later(self._catch_up)
        elif not self._transport.is_closing():
            self._transport.resume_reading()

    def _pause(self) -> None:
        if not self._transport.is_closing():
            self._transport.pause_reading()

    @property
    def _transport(self) -> asyncio.Transport:
        return self._send_queue.transport

    def _feed(self, data: bytes) -> None:
        queue, owner = self._send_queue, self._owner
        items = self.frame_reader.feed(data)
        for item in without_earlier_pings(items) if len(items) > MOST_PONGS else items:
            match item:
                case str(text):
                    if queue.state is OPEN:
                        self.deliver([text])
                case bytes(binary):
                    if queue.state is OPEN:
                        owner.receive_binary(binary)
                case Close():
                    self.process_last()
                    owner.receive_control(item)
                case _:
                    owner.receive_control(item)


def without_earlier_pings(items: list[Incoming]) -> list[Incoming]:
    """Return ``items`` with the last ``MOST_PONGS`` pings only: a pong may answer several pings
    (RFC 6455 §5.5.3), and a flood of them must cost little more than reading it."""
    pings = [position for position, item in enumerate(items) if isinstance(item, Ping)]
    unanswered = set(pings[:-MOST_PONGS])
    return [item for position, item in enumerate(items) if position not in unanswered]
