"""The write batch: gathers frames so that a reader gets them in one write, not one by one.

Messages sent at about the same time arrive over several connections. At the end of an event loop
iteration the batch therefore polls a few more times, without waiting, for more input, and only then
writes. A write costs more than a message, so this gains a fan-out the most.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

from server.ws.congestion import Congestion, SlowReader

_log = logging.getLogger("chat")

MAX_BATCH_BYTES = 64 * 1024  # bytes gathered before a write is made early
CONGESTION_CHECK = 0.1  # seconds between two checks of topics whose readers have fallen behind
MAX_POLLS = 3  # further polls at most; each polls the sockets without waiting


class Flushable(Protocol):
    """An object with frames to write when the batch is flushed."""

    def flush(self) -> None:
        """Write the gathered frames."""


def _not_timed(_seconds: float) -> None:
    """Measure nothing."""


class WriteBatch:
    """One event loop iteration, prolonged while input keeps coming in."""

    __slots__ = (
        "_began",
        "_check_timer",
        "_clock",
        "_on_flushed",
        "_polls_left",
        "_seen",
        "_sources",
        "after",
        "congestions",
        "flushables",
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
        self.flushables: list[Flushable] = []
        self._sources: list[Flushable] = []
        self._began = 0.0
        self._polls_left = 0
        self._seen = 0
        self.has_begun = False
        self.input = 0  # number of reads, from any connection
        self._on_flushed = on_flushed
        self.congestions: set[Congestion] = set()  # topics whose readers have fallen behind
        self._check_timer: asyncio.TimerHandle | None = None

    def congest(self, congestion: Congestion, reader: SlowReader) -> None:
        """Record that ``reader`` has fallen behind, and watch it until it no longer is."""
        congestion.add(reader, self.now())
        self.congestions.add(congestion)
        self._check_later()

    def _check_later(self) -> None:
        if self.congestions and self._check_timer is None:
            self._check_timer = self.after(CONGESTION_CHECK, self._check_congestions)

    def _check_congestions(self) -> None:
        self._check_timer = None
        for congestion in list(self.congestions):
            try:
                congestion.check(self.now())
            except Exception:
                _log.exception("error: senders could not be released")
            if not congestion:
                self.congestions.discard(congestion)
        self._check_later()

    def begin(self) -> None:
        """Start the batch: all work until its flush belongs to it. Call it once per batch."""
        self.has_begun = True
        self._began = self._clock()
        self._polls_left = MAX_POLLS
        self._seen = self.input
        self.later(self.poll)

    def began_at(self, moment: float) -> None:
        """Record that the next work was requested at ``moment`` (``time.perf_counter``)."""
        if not self.has_begun:
            self.begin()
        self._began = min(self._began, moment)

    def add(self, flushable: Flushable) -> None:
        """Flush ``flushable`` at the end of this batch."""
        self.flushables.append(flushable)
        if not self.has_begun:
            self.begin()

    def add_source(self, source: Flushable) -> None:
        """Flush ``source``, which feeds flushables, ahead of them and of any other frame sent."""
        self._sources.append(source)
        if not self.has_begun:
            self.begin()

    def flush_sources(self) -> None:
        """Flush the sources, so that a frame sent now follows all earlier messages."""
        if self._sources:
            sources, self._sources = self._sources, []
            _flush_each(sources)

    def poll(self) -> None:
        """Wait for more input up to ``MAX_POLLS`` times, then flush everything."""
        if self._polls_left and self.input != self._seen:
            self._polls_left -= 1
            self._seen = self.input
            self.later(self.poll)
            return
        self.flush_sources()
        self.has_begun = False
        began = self._began
        flushables, self.flushables = self.flushables, []
        _flush_each(flushables)
        self._on_flushed(self._clock() - began)


def _flush_each(flushables: list[Flushable]) -> None:
    """Flush all; an exception costs its own flushable only, and is logged."""
    for flushable in flushables:
        try:
            flushable.flush()
        except Exception:
            _log.exception("error: frames could not be written")
