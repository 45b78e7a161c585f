"""Gathers what is to be written, so that a reader gets it in one write and not frame by frame.

What many say at about the same time comes in over several connections. At the end of a turn of
the event loop we therefore look a few more times, without waiting, whether more has come in
already, and only then write. A write costs more than a message, so this is what a fan-out gains
most by.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

MAX_BATCH_BYTES = 64 * 1024  # bytes that wait for the turn's end before a write is made early
MAX_POLLS = 3  # more looks at the most; each is a poll of the sockets that does not wait


class Flushable(Protocol):
    """Something that has frames to write when the turn ends."""

    def flush(self) -> None:
        """Writes them."""


def _not_timed(_seconds: float) -> None:
    """Measure nothing."""


class WriteBatch:
    """One turn of the event loop, prolonged while input keeps coming in."""

    __slots__ = (
        "_began",
        "_clock",
        "_flushables",
        "_on_flushed",
        "_polls_left",
        "_seen",
        "_sources",
        "after",
        "has_begun",
        "input",
        "later",
        "now",
    )

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        clock: Callable[[], float] = time.perf_counter,
        on_flushed: Callable[[float], None] = _not_timed,
    ) -> None:
        """``clock`` is precise to the microsecond, which the clock of a loop need not be.
        ``on_flushed`` is called after each write batch with the seconds that it took."""
        self.now = loop.time
        self.after = loop.call_later
        self.later = loop.call_soon
        self._clock = clock
        self._flushables: list[Flushable] = []
        self._sources: list[Flushable] = []
        self._began = 0.0
        self._polls_left = 0
        self._seen = 0
        self.has_begun = False
        self.input = 0  # how often bytes came in, from anybody
        self._on_flushed = on_flushed

    def begin(self) -> None:
        """What is done from now on until the turn ends is done in this turn; to be called once."""
        self.has_begun = True
        self._began = self._clock()
        self._polls_left = MAX_POLLS
        self._seen = self.input
        self.later(self._look)

    def began_at(self, moment: float) -> None:
        """What is done next was asked for at ``moment``, on the clock of ``time.perf_counter``."""
        if not self.has_begun:
            self.begin()
        self._began = min(self._began, moment)

    def add(self, flushable: Flushable) -> None:
        """Has ``flushable`` flushed when this turn ends."""
        self._flushables.append(flushable)
        if not self.has_begun:
            self.begin()

    def add_source(self, source: Flushable) -> None:
        """Has ``source``, from which gatherings get what they are to write, flushed ahead of them,
        and ahead of whatever else anybody is sent."""
        self._sources.append(source)
        if not self.has_begun:
            self.begin()

    def flush_sources(self) -> None:
        """Flushes the sources: who is sent something now was sent all that came before."""
        if self._sources:
            sources, self._sources = self._sources, []
            for source in sources:
                source.flush()

    def _look(self) -> None:
        if self._polls_left and self.input != self._seen:
            self._polls_left -= 1
            self._seen = self.input
            self.later(self._look)
            return
        self.flush_sources()
        self.has_begun = False
        began = self._began
        flushables, self._flushables = self._flushables, []
        for flushable in flushables:
            flushable.flush()
        self._on_flushed(self._clock() - began)
