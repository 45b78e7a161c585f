"""The log, written by a thread of its own: whoever stops reading it stops nothing else."""

import logging
import threading
from queue import Empty, Full, Queue
from typing import TextIO

MOST_LINES = 10_000  # that wait to be written; beyond, lines are dropped and counted
_LAST_LINES = 0.5  # seconds for writing the last lines at the end


class BackgroundLog(logging.Handler):
    """Writes records to ``stream`` (None: nowhere) from a thread, and never waits for it."""

    def __init__(self, stream: TextIO | None) -> None:
        super().__init__()
        self._stream = stream
        self._lines: Queue[str | None] = Queue(MOST_LINES)
        self._dropped = 0
        self._thread = threading.Thread(target=self._write_all, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """Hand a line to the thread, or drop it if too many wait."""
        try:
            self._lines.put_nowait(self.format(record))
        except Full:
            self._dropped += 1

    def close(self) -> None:
        """Write the last lines, unless nobody takes them."""
        try:
            self._lines.put(None, timeout=_LAST_LINES)
        except Full:
            return
        self._thread.join(_LAST_LINES)
        super().close()

    def _write_all(self) -> None:
        while (line := self._lines.get()) is not None:
            lines = [line]
            while True:  # one write for all that wait
                try:
                    waiting = self._lines.get_nowait()
                except Empty:
                    break
                if waiting is None:
                    self._write(lines)
                    return
                lines.append(waiting)
            self._write(lines)

    def _write(self, lines: list[str]) -> None:
        if self._dropped:
            lines.append(f"{self._dropped} lines were dropped: the log is not read fast enough")
            self._dropped = 0
        if self._stream is None:
            return
        try:
            self._stream.write("\n".join([*lines, ""]))
            self._stream.flush()
        except (OSError, ValueError):  # the reader is gone, or the stream is closed
            self._stream = None
