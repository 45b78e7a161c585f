"""Frames that a server may send just as well: in fragments, with other key orders, among pongs."""

import json
import random

FRAMES = "frames"
_TEXT, _CONTINUATION, _PONG = 0x1, 0x0, 0xA
_LONG_HEADERS = {126: 4, 127: 10}  # bytes of a header, by its 7-bit length


class Reframed:
    """Changer of what one server sends on one connection, from the handshake's answer on."""

    def __init__(self) -> None:
        self._unread = b""
        self._is_upgraded: bool | None = None  # unknown before the answer's head is complete

    def change(self, data: bytes) -> bytes:
        """Return what the client receives for the next bytes of the server."""
        self._unread += data
        changed = b""
        if self._is_upgraded is None:
            head, end, rest = self._unread.partition(b"\r\n\r\n")
            if not end:
                return b""
            self._is_upgraded = head.split(b" ", 2)[1] == b"101"
            changed, self._unread = head + end, rest
        if not self._is_upgraded:
            changed, self._unread = changed + self._unread, b""
            return changed
        while (frame := self._next_frame()) is not None:
            changed += _reframe(*frame)
        return changed

    def _next_frame(self) -> tuple[int, bytes] | None:
        """Return the first byte and the payload of the next whole frame, which has no mask."""
        unread = self._unread
        if len(unread) < 2:
            return None
        start = _LONG_HEADERS.get(unread[1], 2)
        if len(unread) < start:
            return None
        size = unread[1] if start == 2 else int.from_bytes(unread[2:start])
        if len(unread) < start + size:
            return None
        self._unread = unread[start + size :]
        return unread[0], unread[start : start + size]


def _reframe(first: int, payload: bytes) -> bytes:
    if first != 0x80 | _TEXT:
        return _frame(first, payload)
    payload = _reordered(payload)
    cuts = sorted(random.sample(range(len(payload) + 1), min(2, len(payload))))
    pieces = [payload[a:b] for a, b in zip([0, *cuts], [*cuts, len(payload)], strict=True)]
    frames = b""
    for number, piece in enumerate(pieces):
        final = 0x80 if number == len(pieces) - 1 else 0
        frames += _frame(final | (_CONTINUATION if number else _TEXT), piece)
        if random.random() < 0.5:
            frames += _frame(0x80 | _PONG, b"nobody asked")
    return frames


def _reordered(payload: bytes) -> bytes:
    """Return a JSON object with its keys, and those of the objects in it, in another order."""
    try:
        value = json.loads(payload, object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    except ValueError:
        return payload
    return json.dumps(value).encode() if isinstance(value, dict) else payload


def _frame(first: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes([first, size]) + payload
    if size < 65536:
        return bytes([first, 126]) + size.to_bytes(2) + payload
    return bytes([first, 127]) + size.to_bytes(8) + payload
