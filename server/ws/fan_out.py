"""Those who read one topic in one encoding: what all of them are to hear is kept once.

A turn's texts are framed once, and every reader gets the same bytes in one write. Somebody who
came in between, was left out of a text, or was sent something of their own is *ahead*: they
have had the first so many texts of this turn already, or are not to have them.
"""

import asyncio
from typing import Protocol

from server.ws.fast_text import frame_texts
from server.ws.frames import text_frame
from server.ws.write_batch import MAX_BATCH_BYTES, WriteBatch

# Seconds that what is not urgent may wait, for each reader. A write costs about a third of that, so
# a thousand people who come and go each second never take more than a part of the server's time.
PATIENCE = 10e-6
LEAST_PATIENCE, MOST_PATIENCE = 1e-3, 20e-3


class Reader(Protocol):
    """The part of a connection that a fan-out writes to: its send queue."""

    number: int
    fan_out: "FanOut | None"
    has_ended: bool

    def send_frame(self, frame: bytes) -> None:
        """Sends a frame, after all that was sent before."""

    def enqueue(self, frames: bytes) -> None:
        """Puts ``frames`` behind what waits for this reader alone until the turn's end."""

    def write(self, frames: bytes) -> None:
        """Writes ``frames``, after what waits for this reader alone."""


class FanOut:
    """The readers that get the same bytes.

    A connection is at home in one audience, the first it enters; in others it is a guest, who is
    sent each text separately. So its texts keep their order across all of them.
    """

    __slots__ = (
        "_is_due",
        "_lost",
        "_offsets",
        "_readers",
        "_secondary",
        "_size",
        "_texts",
        "_timer",
        "_write_batch",
    )

    def __init__(self, write_batch: WriteBatch) -> None:
        self._write_batch = write_batch
        self._readers: dict[int, Reader] = {}
        self._lost = 0  # of these have ended, and hear nothing more
        self._secondary: dict[int, Reader] = {}
        self._texts: list[bytes] = []
        self._size = 0
        self._is_due = False  # at the end of this turn
        self._timer: asyncio.TimerHandle | None = None  # until which what is not urgent may wait
        self._offsets: dict[int, int] = {}  # a reader's number: how many of ``_texts`` are settled

    def __len__(self) -> int:
        return len(self._readers) + len(self._secondary)

    @property
    def has_secondary_readers(self) -> bool:
        """Whether somebody reads here who is at home in another audience."""
        return bool(self._secondary)

    def enter(self, reader: Reader) -> None:
        """``reader`` gets all that is sent from now on; entering twice is entering once."""
        if reader.fan_out is None:
            reader.fan_out = self
            self._secondary.pop(reader.number, None)  # who has lost its home may find one here
            self._readers[reader.number] = reader
            self._lost += reader.has_ended
            self._settle(reader)
        elif reader.fan_out is not self:
            self._secondary[reader.number] = reader

    def leave(self, reader: Reader) -> None:
        """``reader`` gets what was sent so far, and no more."""
        if reader.fan_out is self:
            self.catch_up(reader)
            self._offsets.pop(reader.number, None)
            del self._readers[reader.number]
            self._lost -= reader.has_ended
            reader.fan_out = None
        else:
            self._secondary.pop(reader.number, None)

    def lose(self) -> None:
        """A reader that is at home here has ended: it may still be walked over, but counts no
        more."""
        self._lost += 1

    def send(self, text: bytes, exclude: Reader | None = None, is_urgent: bool = True) -> int:
        """Has ``text`` (UTF-8) sent to everybody but ``exclude`` at the end of this turn; how many
        read here, ``exclude`` counted.

        What is not urgent may wait a little for more, if it goes to many (``PATIENCE``); whatever
        is sent after it takes it along.
        """
        if self._size > MAX_BATCH_BYTES:
            self.flush()
        if exclude is not None:
            self.catch_up(exclude)
        self._texts.append(text)
        self._size += len(text)
        if not self._is_due:
            self._fall_due(is_urgent)
        if exclude is not None:
            self._settle(exclude)
        if not self._secondary:
            return len(self._readers) - self._lost
        self._send_to_guests(text, exclude)
        return len(self) - self._lost

    def send_all(self, texts: list[bytes], size: int) -> int:
        """``send`` for each of ``texts``, together ``size`` bytes, to everybody; how many read
        here."""
        if self._secondary or self._size + size > MAX_BATCH_BYTES:
            for text in texts:
                self.send(text)
            return len(self) - self._lost
        self._texts += texts
        self._size += size
        if not self._is_due:
            self._fall_due(is_urgent=True)
        return len(self._readers) - self._lost

    def catch_up(self, reader: Reader) -> None:
        """Hands ``reader``, if it is at home here, what was sent so far: it goes ahead of what it
        is sent next."""
        committed = self._offsets.get(reader.number, 0)
        if committed < len(self._texts) and reader.fan_out is self:
            self._settle(reader)
            reader.enqueue(frame_texts(self._texts[committed:]))

    def flush(self) -> None:
        """Writes the texts of this turn."""
        texts, offsets = self._texts, self._offsets
        self._texts, self._offsets, self._size, self._is_due = [], {}, 0, False
        if not texts:
            return
        whole = frame_texts(texts)
        if not offsets:
            for reader in self._readers.values():
                reader.write(whole)
            return
        for number, reader in self._readers.items():
            owed = frame_texts(texts[offsets[number] :]) if number in offsets else whole
            reader.write(owed)

    def _fall_due(self, is_urgent: bool) -> None:
        """Sees to it that what was sent is written: when this turn ends, or a little later."""
        wait = min(len(self) * PATIENCE, MOST_PATIENCE)
        if is_urgent or wait < LEAST_PATIENCE:
            self._is_due = True
            self._write_batch.add(self)
        elif self._timer is None:
            self._timer = self._write_batch.after(wait, self._wait_no_more)

    def _wait_no_more(self) -> None:
        self._timer = None
        self.flush()

    def _settle(self, reader: Reader) -> None:
        """Nothing of what was sent so far is owed to ``reader``, if it is at home here."""
        if self._texts and reader.fan_out is self:
            self._offsets[reader.number] = len(self._texts)

    def _send_to_guests(self, text: bytes, exclude: Reader | None) -> None:
        frame = text_frame(text)
        for client in self._secondary.values():
            if client is not exclude:
                client.send_frame(frame)
