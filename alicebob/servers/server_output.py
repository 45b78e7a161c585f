"""The output of a server: all of it is read, and its first and its last part are kept."""

import contextlib
import os
import select
import threading

_FIRST = 16_384  # bytes that are kept of the beginning
_LAST = 65_536  # bytes that are kept of the end
_PIECE = 65_536  # bytes of one read: what a pipe holds


class ServerOutput:
    """The output of one server. A thread reads it, so that the server never waits.

    It lasts for several lives of the server: each has a pipe of its own.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pipe: int | None = None  # of this life; None at its end
        self._first = bytearray()
        self._last = bytearray()
        self._left_out = 0  # bytes between the two
        self._awaited = b""  # the line of text that shows that the server is ready
        self._recent = b""  # what may be the beginning of it
        self.was_awaited_line_printed = False

    def begin(self, awaited: str = "") -> int:
        """Begin another life; return the end of the pipe into which the server prints.

        From now on, ``was_awaited_line_printed`` tells whether it printed ``awaited``.
        """
        read_end, write_end = os.pipe()
        os.set_blocking(read_end, False)
        self._awaited, self._recent, self.was_awaited_line_printed = awaited.encode(), b"", False
        with self._lock:
            self._pipe = read_end
        threading.Thread(target=self._follow, args=(read_end,), daemon=True, name="output").start()
        return write_end

    @property
    def text(self) -> str:
        """The output so far: its first and its last part, and how much was left out between."""
        with self._lock:
            if self._pipe is not None:
                self._take(self._pipe)
            gap = f"\n… {self._left_out:,} bytes left out …\n".encode() if self._left_out else b""
            return (bytes(self._first) + gap + bytes(self._last)).decode("utf-8", "replace")

    def _follow(self, pipe: int) -> None:
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        is_open = True
        while is_open:
            poll.poll()
            with self._lock:
                is_open = self._take(pipe)
        with self._lock:
            if self._pipe == pipe:
                self._pipe = None
            os.close(pipe)

    def _take(self, pipe: int) -> bool:
        """Keep what waits in the pipe; return False if nothing can come any more."""
        with contextlib.suppress(BlockingIOError):
            piece = os.read(pipe, _PIECE)
            self._keep(piece)
            return bool(piece)
        return True

    def _keep(self, piece: bytes) -> None:
        if self._awaited and not self.was_awaited_line_printed:
            recent = self._recent + piece
            self.was_awaited_line_printed = self._awaited in recent
            self._recent = recent[-len(self._awaited) :]
        room = _FIRST - len(self._first)
        self._first += piece[:room]
        self._last += piece[room:] if room < len(piece) else b""
        excess = len(self._last) - _LAST
        if excess > 0:
            del self._last[:excess]
            self._left_out += excess
