"""A fragment that continues nothing is ignored."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import CONTINUATION


def bend() -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        if first & 0x0F != CONTINUATION or self._message is not None:
            sound(self, first, second)

    FrameReader._check_header = check_header  # type: ignore[method-assign]
