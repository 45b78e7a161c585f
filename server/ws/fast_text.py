"""The fast path for the most frequent input and output: whole texts, one frame each, many at once.

``take_texts`` does not validate. It stops at the first frame that is anything else, incomplete or
invalid; ``server.ws.frame_reader`` then reads that frame strictly.

Both functions exist twice, here and compiled (``_fast_text.c``); tests prove them equal.
"""

from server.ws.frames import FIN, MASKED, TEXT, text_frame

__all__ = ["frame_texts", "take_texts", "unmask"]

_WHOLE_TEXT = FIN | TEXT  # its first byte: no reserved bit, no fragment
_KEY = 4  # bytes


def unmask(payload: bytes | bytearray, key: bytes | bytearray) -> bytes:
    """Return ``payload`` XOR the four bytes of ``key``, repeated (RFC 6455 §5.3)."""
    size = len(payload)
    keys = (key * (size // _KEY + 1))[:size]
    return (int.from_bytes(payload) ^ int.from_bytes(keys)).to_bytes(size)


def take_texts_in_python(
    data: bytes | bytearray, at: int, limit: int, most: int
) -> tuple[list[str], int]:
    """Return the whole texts in ``data`` from ``at`` on, and the offset of their end.

    A text has at most ``limit`` bytes; at most ``most`` texts are taken.
    """
    texts: list[str] = []
    end = len(data)
    while end - at > _KEY + 1 and data[at] == _WHOLE_TEXT and len(texts) < most:
        size, start = data[at + 1] - MASKED, at + 2
        if size == 126 and end - at > _KEY + 3:
            size, start = data[at + 2] << 8 | data[at + 3], at + 4
            if size < 126:  # not the shortest form of this length
                break
        elif not 0 <= size < 126:
            break
        body = start + _KEY
        stop = body + size
        if stop > end or size > limit:
            break
        try:
            texts.append(unmask(data[body:stop], data[start:body]).decode())
        except UnicodeDecodeError:
            break
        at = stop
    return texts, at


def frame_texts_in_python(payloads: list[bytes]) -> bytes:
    """Return one whole text frame for each of ``payloads``, concatenated."""
    return b"".join([text_frame(payload) for payload in payloads])


try:
    from server.ws._fast_text import frame_texts, take_texts
except ImportError:  # not compiled: the same in Python, a little slower
    frame_texts, take_texts = frame_texts_in_python, take_texts_in_python
