"""The log, written by a thread of its own: whoever stops reading it stops nothing else."""

import logging
import threading
from collections import deque
from typing import TextIO

MOST_LINES = 10_000  # that wait to be written; beyond, lines are dropped and counted
# Seconds between two writes. To wake the thread for each line would cost a busy server a quarter of
# the time of a join.
_PAUSE = 0.02
_LAST_LINES = 0.5  # seconds for writing the last lines at the end


class BackgroundLog(logging.Handler):
    """Writes records to ``stream`` (None: nowhere) from a thread, and never waits for it."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream
        self._most = MOST_LINES
        self._lines: deque[str] = deque()
        self._dropped = 0
        self._has_lines = threading.Event()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._write_all, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Hand a line to the thread, or drop it if too many wait."""
        if len(self._lines) >= self._most:
            self._dropped += 1
            return
        self._lines.append(self.format(record))
        if not self._has_lines.is_set():
            self._has_lines.set()

    def close(self) -> None:
        """Write the last lines, unless nobody takes them."""
        self._is_over.set()
        self._has_lines.set()
        self._thread.join(_LAST_LINES)
        super().close()

    def _write_all(self) -> None:
        is_over = False
        while not is_over:
            self._has_lines.wait()
            self._has_lines.clear()
            is_over = self._is_over.is_set()  # before the last lines are taken
            self._write([self._lines.popleft() for _ in range(len(self._lines))])
            self._is_over.wait(_PAUSE)

    def _write(self, lines: list[str]) -> None:
        if self._dropped:
            lines.append(f"{self._dropped} lines were dropped: the log is not read fast enough")
            self._dropped = 0
        if self._stream is None or not lines:
            return
        try:
            self._stream.write("\n".join([*lines, ""]))
            self._stream.flush()
        except (OSError, ValueError):  # the reader is gone, or the stream is closed
            self._stream = None
