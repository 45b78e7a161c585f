"""Frames that a client sends by itself, such as answers and heartbeats."""

import contextlib
import threading
from collections.abc import Callable


class OwnFrames:
    """Sends frames at once; while its user has sent a part of a message only, they wait.

    No other data frame may stand between the fragments of a message (RFC 6455 §5.4).
    """

    def __init__(self, send: Callable[[str], None]) -> None:
        self._send = send
        self._lock = threading.Lock()
        self._held: list[str] | None = None  # None: nothing is held back

    def send(self, text: str) -> None:
        """Send a text frame, or keep it for later. A lost connection is noticed by others."""
        with self._lock:
            if self._held is not None:
                self._held.append(text)
                return
            with contextlib.suppress(ConnectionError):
                self._send(text)

    def hold(self) -> None:
        """Hold frames back from now on."""
        with self._lock:
            self._held = self._held or []

    def release(self) -> None:
        """Send what was held back, and hold back no more."""
        with self._lock:
            held, self._held = self._held or [], None
            with contextlib.suppress(ConnectionError):
                for text in held:
                    self._send(text)
