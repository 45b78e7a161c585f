"""The library's WebSocket, wary of large frames, and patient while a frame is sent in pieces."""

import threading

import websocket
from websocket._abnf import frame_buffer

MAX_FRAME = 16 * 1024 * 1024  # bytes: no honest server sends more in these scenarios


class _WaryBuffer(frame_buffer):
    """A frame buffer that rejects a frame larger than any valid one before it reads the payload."""

    def recv_length(self) -> None:
        super().recv_length()
        if self.has_mask():
            raise websocket.WebSocketProtocolException("a server's frames must not be masked")
        if self.length is not None and self.length > MAX_FRAME:
            raise websocket.WebSocketProtocolException(f"a frame of {self.length:,} bytes")


class PatientWebSocket(websocket.WebSocket):
    """A client that can hold back its pongs while a frame is sent in pieces.

    It leaves the check of UTF-8 to the dialect, which knows the sender.
    """

    def __init__(self) -> None:
        super().__init__(skip_utf8_validation=True)
        self.frame_buffer = _WaryBuffer(self._recv, True)
        self._pong_lock = threading.Lock()
        self._held: list[bytes] | None = None  # pongs to send later; None: none is held back

    def pong(self, payload: str | bytes = b"") -> None:
        """Answer a ping; later, if pongs are held back."""
        with self._pong_lock:
            if self._held is None:
                super().pong(payload)
            else:
                self._held.append(payload if isinstance(payload, bytes) else payload.encode())

    def hold_pongs(self) -> None:
        """Hold back pongs, which would end up in the middle of a frame."""
        with self._pong_lock:
            self._held = self._held or []

    def release_pongs(self) -> None:
        """Send the pongs that were held back, and hold back no more."""
        with self._pong_lock:
            held, self._held = self._held or [], None
        for payload in held:
            self.pong(payload)
