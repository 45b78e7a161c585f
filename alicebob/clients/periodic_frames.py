"""Frames that a client owes by the clock, such as heartbeats, while its connection is open."""

import threading
import time
from collections.abc import Callable

from alicebob.dialects.base import Codec


class PeriodicFrames:
    """Sends what is due from a thread of its own, until ``stop``."""

    def __init__(self, codec: Codec, send: Callable[[str], None]) -> None:
        self._codec = codec
        self._send = send
        self._is_over = threading.Event()

    def start(self) -> None:
        """Start the thread, if anything is ever due."""
        if self._codec.due(0.0)[1] is not None:
            threading.Thread(target=self._run, daemon=True, name="periodic frames").start()

    def stop(self) -> None:
        """End the thread."""
        self._is_over.set()

    def _run(self) -> None:
        began = time.monotonic()
        while True:
            frames, next_time = self._codec.due(time.monotonic() - began)
            for text in frames:
                self._send(text)
            left = None if next_time is None else began + next_time - time.monotonic()
            if left is None or self._is_over.wait(max(0.0, left)):
                return
