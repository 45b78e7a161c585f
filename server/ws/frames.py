"""Frames of RFC 6455: their kinds, and the encoding of those a server sends.

``server.ws.frame_reader`` reads a peer's frames.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from server.ws.close_codes import CloseCode, may_be_sent

CONTINUATION = 0x0
TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
FIN, RESERVED_BITS, MASKED = 0x80, 0x70, 0x80
MAX_CONTROL_PAYLOAD = 125  # bytes, RFC 6455 §5.5
MAX_REASON = MAX_CONTROL_PAYLOAD - 2  # bytes: the code takes two

Bytes = bytes | memoryview
"""A frame, a part of one, or several; a view shares its memory with others."""

DataMessage = str | bytes
"""A whole message: text or binary. Plain values, because there are hundreds of thousands a
second."""


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping; its payload must be returned in a pong."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Pong:
    """A pong, solicited or not."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Close:
    """The peer's Close; ``code`` is 1005 when the frame carried none."""

    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProtocolViolation:
    """The peer broke the protocol: close with ``code`` and read no further."""

    code: CloseCode
    reason: str


Incoming = DataMessage | Ping | Pong | Close | ProtocolViolation

_SHORT_TEXTS = tuple(bytes((FIN | TEXT, size)) for size in range(126))
_LONGER_TEXT = (FIN | TEXT) << 24 | 126 << 16  # and two bytes of size, as one number


def frame(opcode: int, payload: bytes) -> bytes:
    """Return one whole unmasked frame, as a server sends it (RFC 6455 §5.2)."""
    return header(opcode, len(payload)) + payload


def header(opcode: int, size: int) -> bytes:
    """Return the header of a frame with ``size`` bytes of payload."""
    if size < 126:
        return bytes((FIN | opcode, size))
    if size < 65536:
        return bytes((FIN | opcode, 126)) + size.to_bytes(2)
    return bytes((FIN | opcode, 127)) + size.to_bytes(8)


def text_frame_size(text: bytes) -> int:
    """Return the size in bytes of the frame of ``text``, header included."""
    size = len(text)
    return size + (2 if size < 126 else 4 if size < 65536 else 10)


def text_frame_of(parts: Iterable[Bytes]) -> list[Bytes]:
    """Return a frame for a text in parts, without copying them: many frames may share a part."""
    texts = list(parts)
    return [header(TEXT, sum(map(len, texts))), *texts]


def text_frame(payload: bytes) -> bytes:
    """Return a frame for a UTF-8 text, the most frequent kind of frame."""
    size = len(payload)
    if size < 126:
        return _SHORT_TEXTS[size] + payload
    return (_LONGER_TEXT | size).to_bytes(4) + payload if size < 65536 else frame(TEXT, payload)


def close_frame(code: int, reason: str = "") -> bytes:
    """Return a Close frame; a reason that is too long is cut at a character (RFC 6455 §5.5.1).

    A code that must not be sent (1005, 1006, …) gives an empty Close.
    """
    if not may_be_sent(code):
        return frame(CLOSE, b"")
    text = reason.encode("utf-8", "replace")[:MAX_REASON].decode("utf-8", "ignore")
    return frame(CLOSE, code.to_bytes(2) + text.encode())
