"""The progress of a run: one line that rewrites itself, or where that is impossible, a few."""

import time
from typing import TextIO

EVERY = 5.0  # seconds at least between two lines where a line cannot be rewritten
_CLEAR = "\r\x1b[K"


class Progress:
    """The number of scenarios that are judged, and what is to be told meanwhile."""

    def __init__(self, output: TextIO, total: int, every: float = EVERY) -> None:
        self._output = output
        self._total = total
        self._every = every
        self._rewrites = output.isatty()
        self._last = time.monotonic()
        self._has_line = False

    def show(self, done: int, broken: int) -> None:
        """Show how far the run is; called after each scenario."""
        if not self._rewrites and time.monotonic() - self._last < self._every:
            return
        self._last = time.monotonic()
        text = f"{done:,} of {self._total:,} scenarios" + (f", {broken:,} broken" * bool(broken))
        self._output.write(f"{_CLEAR}{text}" if self._rewrites else f"{text}\n")
        self._has_line = self._rewrites
        self._output.flush()

    def tell(self, text: str) -> None:
        """Write a text, with the line of progress out of its way."""
        self._output.write(f"{_CLEAR * self._has_line}{text}\n")
        self._has_line = False
        self._output.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._has_line:
            self._output.write(_CLEAR)
            self._has_line = False
            self._output.flush()
