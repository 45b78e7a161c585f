"""A client's frame without a mask is accepted."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming


def bend() -> None:
    sound = FrameReader._read_frame

    def read_frame(
        self: FrameReader, data: bytes | bytearray, at: int, incoming: list[Incoming]
    ) -> int:
        if len(data) < at + 2 or data[at + 1] >= 126:
            return sound(self, data, at, incoming)
        header = bytes((data[at], data[at + 1] | 0x80)) + bytes(4)
        end = sound(self, header + data[at + 2 :], 0, incoming)
        return at + end - 4 if end else at

    FrameReader._read_frame = read_frame  # type: ignore[method-assign]
