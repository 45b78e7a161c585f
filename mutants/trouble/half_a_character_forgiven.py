"""A character that is cut off at the end of a text is dropped."""

import codecs

from server import framereader


def bend() -> None:
    sound = framereader._decode

    def decode(payload: bytes) -> str:
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(payload)
        except UnicodeDecodeError:
            return sound(payload)

    framereader._decode = decode
