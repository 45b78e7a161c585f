"""RFC 6455 frames without I/O: a peer's bytes in, messages out; messages in, bytes out.

The reader never raises on what a peer sends. What breaks the protocol comes out as the last
item, a ``Violation`` with the close code to answer it with.
"""

import codecs
import io
from dataclasses import dataclass

from server.closecodes import CloseCode, may_be_sent

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
CONTINUATION = 0x0
_KNOWN = frozenset({CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG})
_FIN, _RESERVED_BITS, _MASKED = 0x80, 0x70, 0x80
MAX_CONTROL_PAYLOAD = 125  # bytes, RFC 6455 §5.5
MAX_REASON = MAX_CONTROL_PAYLOAD - 2  # bytes: the code takes two


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text message."""

    text: str


@dataclass(frozen=True, slots=True)
class Binary:
    """A whole binary message."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Ping:
    """A ping; its payload is to be sent back in a pong."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Pong:
    """A pong, asked for or not."""

    payload: bytes


@dataclass(frozen=True, slots=True)
class Close:
    """The peer's Close; ``code`` is 1005 when the frame carried none."""

    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Violation:
    """The peer broke the protocol: close with ``code`` and read no further."""

    code: CloseCode
    reason: str


Incoming = Text | Binary | Ping | Pong | Close | Violation


class _Broken(Exception):
    """Carries a violation out of the parser's depths; never leaves this module."""

    def __init__(self, reason: str, code: CloseCode = CloseCode.PROTOCOL_ERROR) -> None:
        super().__init__(reason)
        self.violation = Violation(code, reason)


def frame(opcode: int, payload: bytes) -> bytes:
    """One whole unmasked frame, as a server sends it (RFC 6455 §5.2)."""
    size = len(payload)
    if size < 126:
        return bytes((_FIN | opcode, size)) + payload
    if size < 65536:
        return bytes((_FIN | opcode, 126)) + size.to_bytes(2) + payload
    return bytes((_FIN | opcode, 127)) + size.to_bytes(8) + payload


def close_frame(code: int, reason: str = "") -> bytes:
    """A Close frame; a reason too long for it is cut at a character (RFC 6455 §5.5.1).

    A code that must not be sent (1005, 1006, …) gives an empty Close.
    """
    if not may_be_sent(code):
        return frame(CLOSE, b"")
    text = reason.encode("utf-8", "replace")[:MAX_REASON].decode("utf-8", "ignore")
    return frame(CLOSE, code.to_bytes(2) + text.encode())


def unmask(payload: bytes | bytearray, key: bytes | bytearray) -> bytes:
    """``payload`` XOR the four bytes of ``key``, repeated (RFC 6455 §5.3)."""
    size = len(payload)
    if not size:
        return b""
    keys = (bytes(key) * (size // 4 + 1))[:size]
    return (int.from_bytes(payload) ^ int.from_bytes(keys)).to_bytes(size)


class FrameReader:
    """Turns a client's bytes, in whatever pieces they come, into whole messages.

    ``limit`` is the most bytes one message may have, its fragments together; what waits here is
    never more than that and one header. After a ``Violation`` or a ``Close`` it reads nothing.
    """

    __slots__ = ("_buffer", "_done", "_limit", "_message")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = bytearray()
        self._message: _Fragments | None = None  # whose fragments are coming, between its frames
        self._done = False

    def feed(self, data: bytes) -> list[Incoming]:
        """All that ``data`` completes, in order."""
        incoming: list[Incoming] = []
        if self._done:
            return incoming
        self._buffer += data
        try:
            while not self._done and self._read_frame(incoming):
                pass
        except _Broken as broken:
            incoming.append(broken.violation)
            self._done = True
        if self._done:
            self._buffer.clear()
            self._message = None
        return incoming

    def _read_frame(self, incoming: list[Incoming]) -> bool:
        """Takes one frame off the buffer; False when it is not all there yet."""
        buffer = self._buffer
        if len(buffer) < 2:
            return False
        first, second = buffer[0], buffer[1]
        self._check_header(first, second)
        size, start = second & 0x7F, 2
        if size >= 126:
            start = 4 if size == 126 else 10
            if len(buffer) < start:
                return False
            size = _extended_size(buffer[2:start])
        if first & 0x0F < CLOSE:
            self._check_size(size)
        end = start + 4 + size
        if len(buffer) < end:
            return False
        payload = unmask(buffer[start + 4 : end], buffer[start : start + 4])
        del buffer[:end]
        self._take(first & 0x0F, bool(first & _FIN), payload, incoming)
        return True

    def _check_header(self, first: int, second: int) -> None:
        opcode = first & 0x0F
        if first & _RESERVED_BITS:
            raise _Broken("reserved bits are set, but no extension was agreed on")
        if opcode not in _KNOWN:
            raise _Broken("unknown opcode")
        if not second & _MASKED:
            raise _Broken("a client's frames must be masked")
        if opcode >= CLOSE:
            if not first & _FIN:
                raise _Broken("a control frame must not be fragmented")
            if second & 0x7F > MAX_CONTROL_PAYLOAD:
                raise _Broken("a control frame has at most 125 bytes")
        elif opcode == CONTINUATION and self._message is None:
            raise _Broken("a continuation of nothing")
        elif opcode != CONTINUATION and self._message is not None:
            raise _Broken("a new message before the last one was finished")

    def _check_size(self, size: int) -> None:
        before = self._message.size if self._message is not None else 0
        if before + size > self._limit:
            reason = f"a message has at most {self._limit} bytes"
            raise _Broken(reason, CloseCode.MESSAGE_TOO_BIG)

    def _take(self, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]) -> None:
        if opcode == PING:
            incoming.append(Ping(payload))
        elif opcode == PONG:
            incoming.append(Pong(payload))
        elif opcode == CLOSE:
            incoming.append(_read_close(payload))
            self._done = True
        elif final and self._message is None:
            incoming.append(Text(_decode(payload)) if opcode == TEXT else Binary(payload))
        else:
            message = self._message or _Fragments(opcode)
            message.add(payload, final)
            self._message = None if final else message
            if final:
                incoming.append(message.whole())


class _Fragments:
    """A message of which more frames are to come; its text is checked as it comes."""

    __slots__ = ("_data", "_decoder", "_text", "size")

    def __init__(self, opcode: int) -> None:
        self.size = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")() if opcode == TEXT else None
        self._text = io.StringIO(newline="")
        self._data = bytearray()

    def add(self, payload: bytes, final: bool) -> None:
        self.size += len(payload)
        if self._decoder is None:
            self._data += payload
            return
        try:
            self._text.write(self._decoder.decode(payload, final))
        except UnicodeDecodeError:
            raise _Broken("the text is not UTF-8", CloseCode.INVALID_TEXT) from None

    def whole(self) -> Text | Binary:
        return Binary(bytes(self._data)) if self._decoder is None else Text(self._text.getvalue())


def _extended_size(field: bytes | bytearray) -> int:
    size = int.from_bytes(field)
    if size < (126 if len(field) == 2 else 65536):
        raise _Broken("the length is not in its shortest form")
    if size >> 63:
        raise _Broken("the length's first bit must be 0")
    return size


def _decode(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise _Broken("the text is not UTF-8", CloseCode.INVALID_TEXT) from None


def _read_close(payload: bytes) -> Close:
    if not payload:
        return Close(CloseCode.NO_STATUS, "")
    if len(payload) == 1:
        raise _Broken("a close code has two bytes")
    code = int.from_bytes(payload[:2])
    if not may_be_sent(code):
        raise _Broken("this close code must not be sent")
    return Close(code, _decode(payload[2:]))
