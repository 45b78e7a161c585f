"""WebSocket frames in the bytes of one direction of a connection, behind the head of HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass

from alicebob.transport.raw_frames import TEXT

MOST_HELD = 1024 * 1024  # bytes of a frame that is passed on as a whole; longer ones are not read
_FINAL, _MASK = 0x80, 0x80
_EXTENDED = {126: 2, 127: 8}  # bytes of a length, by its 7-bit form


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a request or an answer."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class WebSocketFrame:
    """A whole frame: its first byte, its payload without the mask, and all of its bytes."""

    first: int
    payload: bytes
    raw: bytes

    @property
    def opcode(self) -> int:
        """The kind of the frame."""
        return self.first & 0x0F

    @property
    def text(self) -> str | None:
        """The text of a message in one frame; None for any other frame."""
        if self.first != _FINAL | TEXT:
            return None
        try:
            return self.payload.decode()
        except UnicodeDecodeError:
            return None


class Splitter:
    """Divider of the bytes of one direction into a head, frames, and bytes that are neither."""

    def __init__(self) -> None:
        self.is_upgraded = True
        self._unread = b""
        self._has_head = False
        self._left = 0  # bytes of a long frame that are still to come

    def feed(self, data: bytes) -> Iterator[Head | WebSocketFrame | bytes]:
        """Yield what ``data`` has completed. Set ``is_upgraded`` to False after the head if no
        frames follow it."""
        self._unread += data
        if not self._has_head:
            head, end, rest = self._unread.partition(b"\r\n\r\n")
            if not end:
                return
            self._has_head, self._unread = True, rest
            yield Head(head + end)
        while self.is_upgraded and (part := self._next()) is not None:
            yield part
        if not self.is_upgraded and self._unread:
            yield self.rest()

    def rest(self) -> bytes:
        """Return the bytes that have completed nothing, and forget them."""
        unread, self._unread = self._unread, b""
        return unread

    def _next(self) -> WebSocketFrame | bytes | None:
        unread = self._unread
        if self._left and unread:
            return self._take(min(self._left, len(unread)))
        if len(unread) < 2 or len(unread) < (start := _header_size(unread)):
            return None
        key_size = 4 if unread[1] & _MASK else 0
        extended = unread[2 : start - key_size]
        size = start + (int.from_bytes(extended) if extended else unread[1] & 0x7F)
        if size > MOST_HELD:
            self._left = size
            return self._take(min(size, len(unread)))
        if len(unread) < size:
            return None
        payload = _unmask(unread[start:size], unread[start - key_size : start])
        self._unread = unread[size:]
        return WebSocketFrame(unread[0], payload, unread[:size])

    def _take(self, size: int) -> bytes:
        taken, self._unread = self._unread[:size], self._unread[size:]
        self._left -= size
        return taken


def _header_size(unread: bytes) -> int:
    return 2 + _EXTENDED.get(unread[1] & 0x7F, 0) + (4 if unread[1] & _MASK else 0)


def _unmask(payload: bytes, key: bytes) -> bytes:
    if not key or not payload:
        return payload
    mask = (key * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload) ^ int.from_bytes(mask)).to_bytes(len(payload))
