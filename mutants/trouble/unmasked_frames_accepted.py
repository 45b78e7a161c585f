"""A client's frame without a mask is accepted."""

from server.frames import FrameReader, Incoming


def bend() -> None:
    sound = FrameReader._read_frame

    def read_frame(self: FrameReader, incoming: list[Incoming]) -> bool:
        buffer = self._buffer
        if len(buffer) > 1 and buffer[1] < 126:
            buffer[1:2] = bytes((buffer[1] | 0x80,)) + bytes(4)
        return sound(self, incoming)

    FrameReader._read_frame = read_frame  # type: ignore[method-assign]
