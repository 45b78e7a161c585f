"""Fan-out of one topic in one encoding: the texts for all readers are kept once.

The texts of a write batch are framed once, and every reader gets the same bytes in one write. A
reader that subscribed in between, was excluded from a text, or was sent a frame of its own has an
*offset*: it has already received, or must not receive, that many first texts of the batch.
"""

import asyncio
from typing import Protocol

from server.ws.congestion import Congestion
from server.ws.fast_text import frame_texts
from server.ws.framed_texts import FramedTexts
from server.ws.frames import Bytes, text_frame
from server.ws.write_batch import MAX_BATCH_BYTES, WriteBatch

# Seconds that a text that is not urgent may wait, per reader. A write costs about a twentieth of
# that, so the notices of joins and leaves never take more than a small part of the server's time.
# With the longest wait, 200 joins a second into a room of 5,000 share two writes for each reader.
PATIENCE = 100e-6
LEAST_PATIENCE, MOST_PATIENCE = 10e-3, 500e-3


class Reader(Protocol):
    """The part of a connection that a fan-out writes to: its send queue."""

    number: int
    fan_out: "FanOut | None"
    has_ended: bool

    def send_frame(self, frame: bytes) -> None:
        """Send a frame, after all that was sent before."""

    def enqueue(self, frames: Bytes) -> None:
        """Queue ``frames`` for this reader alone until the write batch is flushed."""

    def write(self, frames: Bytes) -> None:
        """Write ``frames``, after those queued for this reader alone."""

    def end_lag(self) -> None:
        """The reader leaves its fan-out, which need not wait for it any longer."""


class FanOut:
    """The readers that get the same bytes.

    A connection is a primary reader of the first fan-out it enters; in others it is a secondary
    reader, which is sent each text separately. So its texts keep their order across all of them.
    """

    __slots__ = (
        "_framed",
        "_is_due",
        "_lost",
        "_secondary",
        "_size",
        "_timer",
        "_write_batch",
        "congestion",
        "offsets",
        "readers",
        "texts",
    )

    def __init__(self, write_batch: WriteBatch, congestion: Congestion | None = None) -> None:
        """``congestion`` is shared by all fan-outs of a topic."""
        self._write_batch = write_batch
        self.congestion = Congestion() if congestion is None else congestion
        self.readers: dict[int, Reader] = {}
        self._lost = 0  # primary readers whose connection has ended
        self._secondary: dict[int, Reader] = {}
        self.texts: list[bytes] = []
        self._framed: FramedTexts | None = None  # the last of them, for readers with an offset
        self._size = 0
        self._is_due = False  # scheduled in the current write batch
        self._timer: asyncio.TimerHandle | None = None  # delays texts that are not urgent
        self.offsets: dict[int, int] = {}  # reader number: how many of ``texts`` to skip

    def __len__(self) -> int:
        return len(self.readers) + len(self._secondary)

    @property
    def has_secondary_readers(self) -> bool:
        """Return True if a reader here is a primary reader of another fan-out."""
        return bool(self._secondary)

    def enter(self, reader: Reader) -> None:
        """Add ``reader``, which gets all texts sent from now on; adding it twice has no effect."""
        if reader.fan_out is None:
            reader.fan_out = self
            # A secondary reader without a primary fan-out becomes a primary reader.
            self._secondary.pop(reader.number, None)
            self.readers[reader.number] = reader
            self._lost += reader.has_ended
            self._set_offset(reader)
        elif reader.fan_out is not self:
            self._secondary[reader.number] = reader

    def leave(self, reader: Reader) -> None:
        """Remove ``reader``, which still gets the texts sent so far."""
        if reader.fan_out is self:
            self.catch_up(reader)
            reader.end_lag()
            self.offsets.pop(reader.number, None)
            del self.readers[reader.number]
            self._lost -= reader.has_ended
            reader.fan_out = None
        else:
            self._secondary.pop(reader.number, None)

    def lose(self) -> None:
        """Record that a primary reader has ended: it may still be iterated, but is not counted."""
        self._lost += 1

    def send(self, text: bytes, exclude: Reader | None = None, is_urgent: bool = True) -> int:
        """Send ``text`` (UTF-8) to every reader but ``exclude`` when the write batch is flushed;
        return the number of readers, including ``exclude``.

        A text that is not urgent may wait a little for more, if it has many readers (``PATIENCE``);
        any later text is written together with it.
        """
        if self._size > MAX_BATCH_BYTES:
            self.flush()
        if exclude is not None:
            self.catch_up(exclude)
        self.texts.append(text)
        self._size += len(text)
        if not self._is_due:
            self.fall_due(is_urgent)
        if exclude is not None:
            self._set_offset(exclude)
        if not self._secondary:
            return len(self.readers) - self._lost
        self._send_to_secondary_readers(text, exclude)
        return len(self) - self._lost

    def send_all(self, texts: list[bytes], size: int) -> int:
        """Send ``texts``, together ``size`` bytes, to every reader; return the number of
        readers."""
        if self._secondary or self._size + size > MAX_BATCH_BYTES:
            for text in texts:
                self.send(text)
            return len(self) - self._lost
        self.texts += texts
        self._size += size
        if not self._is_due:
            self.fall_due(is_urgent=True)
        return len(self.readers) - self._lost

    def catch_up(self, reader: Reader) -> None:
        """Queue the texts sent so far for a primary ``reader``, ahead of its next own frame."""
        offset = self.offsets.get(reader.number, 0)
        if offset < len(self.texts) and reader.fan_out is self and not reader.has_ended:
            self._set_offset(reader)
            reader.enqueue(self._framed_from(offset).after(offset))

    def flush(self) -> None:
        """Write the gathered texts to all readers."""
        texts, offsets = self.texts, self.offsets
        self.texts, self.offsets, self._size, self._is_due = [], {}, 0, False
        self._framed = None
        if not texts:
            return
        if not offsets:
            whole = frame_texts(texts)
            for reader in self.readers.values():
                reader.write(whole)
            return
        framed = FramedTexts(texts, 0)
        everything = framed.after(0)
        for number, reader in self.readers.items():
            offset = offsets.get(number, 0)
            reader.write(framed.after(offset) if offset else everything)

    def fall_due(self, is_urgent: bool) -> None:
        """Schedule the write: with the write batch, or a little later."""
        wait = min(len(self) * PATIENCE, MOST_PATIENCE)
        if is_urgent or wait < LEAST_PATIENCE:
            self._is_due = True
            self._write_batch.add(self)
        elif self._timer is None:
            self._timer = self._write_batch.after(wait, self._flush_late)

    def _flush_late(self) -> None:
        self._timer = None
        self.flush()

    def _framed_from(self, offset: int) -> FramedTexts:
        """Return the texts after the first ``offset``, and perhaps some before, framed."""
        framed = self._framed
        if framed is None or framed.end != len(self.texts) or offset < framed.first:
            framed = self._framed = FramedTexts(self.texts, offset)
        return framed

    def _set_offset(self, reader: Reader) -> None:
        """Set the offset of a primary ``reader`` past all texts gathered so far."""
        if self.texts and reader.fan_out is self:
            self.offsets[reader.number] = len(self.texts)

    def _send_to_secondary_readers(self, text: bytes, exclude: Reader | None) -> None:
        frame = text_frame(text)
        for client in self._secondary.values():
            if client is not exclude:
                client.send_frame(frame)
