"""RFC 6455 frames without I/O: a peer's bytes in, messages out.

The reader never raises on a peer's input. A violation of the protocol is returned as the last item,
a ``ProtocolViolation`` with the close code to answer with.
"""

import codecs
import io

from server.ws.close_codes import CloseCode, may_be_sent
from server.ws.fast_text import take_texts, unmask
from server.ws.frames import (
    BINARY,
    CLOSE,
    CONTINUATION,
    FIN,
    MASKED,
    MAX_CONTROL_PAYLOAD,
    PING,
    PONG,
    RESERVED_BITS,
    TEXT,
    Close,
    DataMessage,
    Incoming,
    Ping,
    Pong,
    ProtocolViolation,
)

MOST = 256  # frames read at once: a peer that sends many more lets other connections be served
# Per message, plus one for each ``BYTES_OF_A_FRAGMENT`` bytes received so far.
MOST_FRAGMENTS = 1024
BYTES_OF_A_FRAGMENT = 16  # fragments cost the server time and their sender nothing
KNOWN_OPCODES = frozenset({CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG})


class FrameError(Exception):
    """Carries a violation out of the parser; never leaves this module."""

    def __init__(self, reason: str, code: CloseCode = CloseCode.PROTOCOL_ERROR) -> None:
        super().__init__(reason)
        self.violation = ProtocolViolation(code, reason)


class FrameReader:
    """Turns a client's bytes, in any pieces, into whole messages.

    ``limit`` is the maximum size in bytes of one message, its fragments together. Between two calls
    the reader holds less than that plus one header, unless it ``is_behind``. After a
    ``ProtocolViolation`` or a ``Close`` it reads nothing.
    """

    __slots__ = ("_done", "_is_clear", "has_more", "is_behind", "limit", "message", "rest")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.rest: bytearray | None = None  # the start of an incomplete frame
        self.message: Fragments | None = None  # the message whose fragments are arriving
        self._done = False
        self._is_clear = True  # no frame or message is incomplete
        self.is_behind = False  # more input is buffered: call feed(b"")
        self.has_more = False  # bytes came behind the last frame that it reads

    def texts(self, data: bytes) -> list[str] | None:
        """Return the texts in ``data`` if it is whole texts and nothing else, as it nearly always
        is.

        Return None if it is anything else or continues earlier input: then call ``feed`` with
        ``data``.
        """
        if not self._is_clear:
            return None
        texts, at = take_texts(data, 0, self.limit, MOST)
        return texts if at == len(data) else None

    def feed(self, data: bytes) -> list[Incoming]:
        """Return the items that ``data`` completes, in order: of at most ``MOST`` frames, the
        rest at the next call."""
        if self._done:
            return []
        whole: bytes | bytearray = data
        if self.rest is not None:
            self.rest += data
            whole = self.rest
        incoming: list[Incoming] = []
        at = 0
        try:
            at = self._read(whole, incoming)
        except FrameError as broken:
            incoming.append(broken.violation)
            self._done = True
        if self._done:
            self.has_more = at < len(whole)
            self.rest = self.message = None
            self.is_behind = self._is_clear = False
        else:
            self._keep(whole, at)
            self._is_clear = self.rest is None and self.message is None
        return incoming

    def _read(self, data: bytes | bytearray, incoming: list[Incoming]) -> int:
        """Read whole frames from ``data``; return the offset of the first unread byte."""
        at, end, left = 0, len(data), MOST
        while at < end and left and not self._done:
            before = at
            if self.message is None:
                texts, at = take_texts(data, at, self.limit, left)
                incoming += texts
                left -= len(texts)
            if at == before:
                at = self.read_frame(data, at, incoming)
                left -= 1
            if at == before:
                break
        self.is_behind = not left and at < end
        return at

    def _keep(self, whole: bytes | bytearray, at: int) -> None:
        """Keep the unread bytes until the rest of the frame arrives."""
        if at == len(whole):
            self.rest = None
        elif self.rest is None:
            self.rest = bytearray(memoryview(whole)[at:])
        else:
            del self.rest[:at]

    def read_frame(self, data: bytes | bytearray, at: int, incoming: list[Incoming]) -> int:
        """Read one frame strictly; return the offset of the next one, or ``at`` if it is
        incomplete."""
        waiting = len(data) - at
        if waiting < 2:
            return at
        first, second = data[at], data[at + 1]
        self.check_header(first, second)
        size, start = second & 0x7F, at + 2
        if size >= 126:
            start += 2 if size == 126 else 8
            if len(data) < start:
                return at
            size = extended_size(data[at + 2 : start])
        if first & 0x0F < CLOSE:
            self.check_size(size)
        body = start + 4
        end = body + size
        if len(data) < end:
            return at
        payload = unmask(data[body:end], data[start:body])
        self.take_frame(first & 0x0F, bool(first & FIN), payload, incoming)
        return end

    def check_header(self, first: int, second: int) -> None:
        """Check the first two bytes of a frame (RFC 6455 §5.2)."""
        opcode = first & 0x0F
        if first & RESERVED_BITS:
            raise FrameError("reserved bits are set, but no extension was negotiated")
        if opcode not in KNOWN_OPCODES:
            raise FrameError("unknown opcode")
        if not second & MASKED:
            raise FrameError("a client's frames must be masked")
        if opcode >= CLOSE:
            if not first & FIN:
                raise FrameError("a control frame must not be fragmented")
            if second & 0x7F > MAX_CONTROL_PAYLOAD:
                raise FrameError("a control frame has at most 125 bytes")
        elif opcode == CONTINUATION and self.message is None:
            raise FrameError("a continuation frame without a message to continue")
        elif opcode != CONTINUATION and self.message is not None:
            raise FrameError("a new message before the previous one was finished")

    def check_size(self, size: int) -> None:
        """Check the size of a message against the limit."""
        before = self.message.size if self.message is not None else 0
        if before + size > self.limit:
            reason = f"a message has at most {self.limit} bytes"
            raise FrameError(reason, CloseCode.MESSAGE_TOO_BIG)

    def take_frame(
        self, opcode: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        """Add the items that a whole frame completes to ``incoming``."""
        if opcode == PING:
            incoming.append(Ping(payload))
        elif opcode == PONG:
            incoming.append(Pong(payload))
        elif opcode == CLOSE:
            incoming.append(read_close(payload))
            self._done = True
        elif final and self.message is None:
            incoming.append(decode_text(payload) if opcode == TEXT else payload)
        else:
            message = self.message or Fragments(opcode)
            message.add(payload, final)
            self.message = None if final else message
            if final:
                incoming.append(message.whole())


class Fragments:
    """A fragmented message in progress; its text is checked as it arrives."""

    __slots__ = ("_count", "_data", "_decoder", "size", "text_buffer")

    def __init__(self, opcode: int) -> None:
        self.size = 0
        self._count = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")() if opcode == TEXT else None
        self.text_buffer = io.StringIO(newline="")
        self._data = bytearray()

    def add(self, payload: bytes, final: bool) -> None:
        """Add the payload of a fragment."""
        self.size += len(payload)
        self._count += 1
        if self._count > MOST_FRAGMENTS + self.size // BYTES_OF_A_FRAGMENT:
            raise FrameError("too many fragments", CloseCode.POLICY_VIOLATION)
        if self._decoder is None:
            self._data += payload
            return
        try:
            self.text_buffer.write(self._decoder.decode(payload, final))
        except UnicodeDecodeError:
            raise FrameError("the text is not UTF-8", CloseCode.INVALID_TEXT) from None

    def whole(self) -> DataMessage:
        """Return the message, once its last fragment is added."""
        return bytes(self._data) if self._decoder is None else self.text_buffer.getvalue()


def extended_size(field: bytes | bytearray) -> int:
    """Return the size in an extended length field (RFC 6455 §5.2)."""
    size = int.from_bytes(field)
    if size < (126 if len(field) == 2 else 65536):
        raise FrameError("the length is not in its shortest form")
    if size >> 63:
        raise FrameError("the length's first bit must be 0")
    return size


def decode_text(payload: bytes) -> str:
    """Return the text of a message."""
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise FrameError("the text is not UTF-8", CloseCode.INVALID_TEXT) from None


def read_close(payload: bytes) -> Close:
    """Return the code and the reason of a Close frame (RFC 6455 §5.5.1)."""
    if not payload:
        return Close(CloseCode.NO_STATUS, "")
    if len(payload) == 1:
        raise FrameError("a close code has two bytes")
    code = int.from_bytes(payload[:2])
    if not may_be_sent(code):
        raise FrameError("this close code must not be sent")
    return Close(code, decode_text(payload[2:]))
