"""A frame of exactly 65,536 bytes is taken for one whose length is written too long."""

from server.ws import frame_reader


def bend() -> None:
    sound = frame_reader._extended_size

    def extended_size(field: bytes | bytearray) -> int:
        size = sound(field)
        if size == 65_536:
            raise frame_reader._ProtocolError("the length is not in its shortest form")
        return size

    frame_reader._extended_size = extended_size
