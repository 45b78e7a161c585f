"""A character that is cut off at the end of a text is dropped."""

import codecs

from server.ws import frame_reader


def bend() -> None:
    sound = frame_reader._decode

    def decode(payload: bytes) -> str:
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(payload)
        except UnicodeDecodeError:
            return sound(payload)

    frame_reader._decode = decode
