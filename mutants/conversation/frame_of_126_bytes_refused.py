"""A frame of exactly 126 bytes is taken for one whose length is written too long."""

from mutants.reading import read_to_the_letter
from server.ws import frame_reader


def bend() -> None:
    read_to_the_letter()
    sound = frame_reader._extended_size

    def extended_size(field: bytes | bytearray) -> int:
        size = sound(field)
        if size == 126:
            raise frame_reader._ProtocolError("the length is not in its shortest form")
        return size

    frame_reader._extended_size = extended_size
