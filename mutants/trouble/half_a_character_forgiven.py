"""A character that is cut off at the end of a text is dropped."""

import codecs

from server import frames


def bend() -> None:
    sound = frames._decode

    def decode(payload: bytes) -> str:
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(payload)
        except UnicodeDecodeError:
            return sound(payload)

    frames._decode = decode
