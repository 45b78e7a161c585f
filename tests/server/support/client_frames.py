"""Frames as a client puts them on the wire, proper ones and others (RFC 6455 §5.2)."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, CONTINUATION, Incoming

LIMIT = 1024
KEY = b"\x37\xfa\x21\x3d"


def masked(
    opcode: int, payload: bytes = b"", *, final: bool = True, reserved: int = 0, key: bytes = KEY
) -> bytes:
    body = bytes(byte ^ key[sequence % 4] for sequence, byte in enumerate(payload))
    first = (0x80 if final else 0) | reserved | opcode
    return bytes([first]) + length(len(payload)) + key + body


def length(size: int) -> bytes:
    """A masked frame's length in its shortest form."""
    if size < 126:
        return bytes([0x80 | size])
    if size < 65536:
        return bytes([0x80 | 126]) + size.to_bytes(2)
    return bytes([0x80 | 127]) + size.to_bytes(8)


def fragments(opcode: int, pieces: list[bytes], between: bytes = b"") -> bytes:
    """One message in ``pieces``, with the frame ``between`` after each but the last."""
    last = len(pieces) - 1
    frames = [
        masked(CONTINUATION if sequence else opcode, piece, final=sequence == last)
        for sequence, piece in enumerate(pieces)
    ]
    return between.join(frames)


def closing(code: int, reason: bytes = b"") -> bytes:
    return masked(CLOSE, code.to_bytes(2) + reason)


def fed(reader: FrameReader, data: bytes) -> list[Incoming]:
    """Return the items that ``data`` completes, read as a connection reads."""
    texts = reader.texts(data)
    incoming: list[Incoming] = [*texts] if texts is not None else reader.feed(data)
    while reader.is_behind:
        incoming += reader.feed(b"")
    return incoming


def read(data: bytes, limit: int = LIMIT) -> list[Incoming]:
    """Return the items that a new reader reads from ``data``."""
    return FrameReader(limit).feed(data)
