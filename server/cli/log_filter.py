"""A bound on the lines of the log: clients can cause them, and must not fill a disk with them."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from server.ws.log_line import LogLine

PERIOD = 10.0  # seconds
MOST_LINES = 1_000  # of one kind in a period
MOST_TRACEBACKS = 10  # of one kind in a period

Place = tuple[str, int]  # a file and a line of it


@dataclass(slots=True)
class _Kind:
    until: float  # the end of the period
    lines: int = 0
    left_out: int = 0


class RepetitionFilter(logging.Filter):
    """Lets lines through until too many of a kind, from one place in the code, came in a period.

    The first line of that kind in a later period says how many were left out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._kinds: dict[Place, _Kind] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line is logged."""
        now = self._clock()
        kind = self._kinds.setdefault((record.pathname, record.lineno), _Kind(now + PERIOD))
        if now >= kind.until:
            self._mention(record, kind.left_out)
            kind.until, kind.lines, kind.left_out = now + PERIOD, 0, 0
        if kind.lines >= (MOST_TRACEBACKS if record.exc_info else MOST_LINES):
            kind.left_out += 1
            return False
        kind.lines += 1
        return True

    def _mention(self, record: logging.LogRecord, left_out: int) -> None:
        if left_out and isinstance(record.msg, LogLine):
            record.msg = LogLine(record.msg.event, **record.msg.fields, left_out_before=left_out)
        elif left_out:
            text = f"{record.getMessage()} ({left_out} lines like this one were left out before)"
            record.msg, record.args = text, ()
