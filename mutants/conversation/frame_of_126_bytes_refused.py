"""A frame of exactly 126 bytes is taken for one whose length is written too long."""

from server import frames


def bend() -> None:
    sound = frames._extended_size

    def extended_size(field: bytes | bytearray) -> int:
        size = sound(field)
        if size == 126:
            raise frames._Broken("the length is not in its shortest form")
        return size

    frames._extended_size = extended_size
