"""Gathers what is to be written, so that a reader gets it in one write and not frame by frame.

What many say at about the same time comes in over several connections. At the end of a turn of
the event loop we therefore look a few more times, without waiting, whether more has come in
already, and only then write. A write costs more than a message, so this is what a fan-out gains
most by.
"""

import asyncio
from typing import Protocol

GATHERED = 64 * 1024  # bytes that wait for the turn's end before a write is made early
LOOKS = 3  # more looks at the most; each is a poll of the sockets that does not wait


class Gathering(Protocol):
    """Something that has frames to write when the turn ends."""

    def flush(self) -> None:
        """Writes them."""


class Turn:
    """One turn of the event loop, prolonged while input keeps coming in."""

    __slots__ = ("_gatherings", "_is_ending", "_looks", "_seen", "after", "input", "later", "now")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.now = loop.time
        self.after = loop.call_later
        self.later = loop.call_soon
        self._gatherings: list[Gathering] = []
        self._is_ending = False
        self._looks = 0
        self._seen = 0
        self.input = 0  # how often bytes came in, from anybody

    def add(self, gathering: Gathering) -> None:
        """Has ``gathering`` flushed when this turn ends."""
        self._gatherings.append(gathering)
        if not self._is_ending:
            self._is_ending = True
            self._looks = LOOKS
            self._seen = self.input
            self.later(self._look)

    def _look(self) -> None:
        if self._looks and self.input != self._seen:
            self._looks -= 1
            self._seen = self.input
            self.later(self._look)
            return
        self._is_ending = False
        gatherings, self._gatherings = self._gatherings, []
        for gathering in gatherings:
            gathering.flush()
