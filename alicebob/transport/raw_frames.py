"""Frames that no valid client sends, byte for byte, for the scenarios about the wire."""

import os

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 0x1, 0x2, 0x0, 0x8, 0x9, 0xA


def masked(opcode: int, payload: bytes, *, final: bool = True, reserved: int = 0) -> bytes:
    """Return one frame of a client (RFC 6455 §5.2), even with invalid fields."""
    first = (0x80 if final else 0) | reserved | opcode
    key = os.urandom(4)
    size = len(payload)
    mask = (key * (size // 4 + 1))[:size]
    body = (int.from_bytes(payload) ^ int.from_bytes(mask)).to_bytes(size)
    return bytes([first]) + _length(size, 0x80) + key + body


def unmasked(opcode: int, payload: bytes) -> bytes:
    """Return a frame without a mask, which only a server may send."""
    return bytes([0x80 | opcode]) + _length(len(payload), 0) + payload


def announced(opcode: int, size: int) -> bytes:
    """Return the header of a frame of ``size`` bytes, without the bytes."""
    return bytes([0x80 | opcode]) + _length(size, 0x80) + os.urandom(4)


def in_pieces(text: bytes, count: int, between: bytes = b"") -> bytes:
    """Return a text message in ``count`` frames, with ``between`` after each but the last."""
    size = -(-len(text) // count)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    last = len(pieces) - 1
    opcodes = [TEXT] + [CONTINUATION] * last
    frames = zip(opcodes, pieces, range(len(pieces)), strict=True)
    return between.join(masked(o, piece, final=i == last) for o, piece, i in frames)


def in_empty_pieces(count: int) -> bytes:
    """Return the beginning of a text message: ``count`` empty frames, none of them final."""
    opcodes = [TEXT] + [CONTINUATION] * (count - 1)
    return b"".join(masked(opcode, b"", final=False) for opcode in opcodes)


def behind_close(data: bytes) -> bytes | None:
    """Return what follows the first Close frame in ``data``, frames of a server; None if it has no
    Close frame."""
    at = 0
    while at + 2 <= len(data):
        first, size, start = data[at], data[at + 1], at + 2
        if size >= 126:
            start += 2 if size == 126 else 8
            size = int.from_bytes(data[at + 2 : start])
        at = start + size
        if first & 0x0F == CLOSE:
            return data[at:]
    return None


def _length(size: int, mask: int) -> bytes:
    if size < 126:
        return bytes([mask | size])
    if size < 65536:
        return bytes([mask | 126]) + size.to_bytes(2)
    return bytes([mask | 127]) + size.to_bytes(8)


INVALID_FRAMES = {
    "a frame without a mask": unmasked(TEXT, b"hello"),
    "a reserved bit": masked(TEXT, b"hello", reserved=0x40),
    "an unknown opcode": masked(0x3, b"hello"),
    "an unknown control opcode": masked(0xB, b""),
    "a fragmented ping": masked(PING, b"hello", final=False),
    "a ping of 126 bytes": masked(PING, b"x" * 126),
    "a continuation without a beginning": masked(CONTINUATION, b"hello"),
    "a message inside a message": masked(TEXT, b"a", final=False) + masked(TEXT, b"b"),
    "a close code of one byte": masked(CLOSE, b"\x03"),
    "a close code that must not be sent": masked(CLOSE, (1005).to_bytes(2)),
    "a length in more bytes than needed": bytes([0x81, 0x80 | 126])
    + (5).to_bytes(2)
    + bytes(4)
    + b"hello",
}
"""Frames that break the protocol, by the words of the features; each is answered with 1002."""

NOT_UTF8 = {
    "bad UTF-8": masked(TEXT, b"caf\xe9"),
    "half a character": masked(TEXT, "caf\u00e9".encode()[:-1]),
    "a surrogate": masked(TEXT, b"\xed\xa0\x80"),
    "an overlong slash": masked(TEXT, b"\xc0\xaf"),
    "a reason that is not UTF-8": masked(CLOSE, (1000).to_bytes(2) + b"\xff"),
}
"""Texts that are none; each is answered with Close 1007."""
