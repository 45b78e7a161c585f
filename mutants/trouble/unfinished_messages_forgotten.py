"""A message that begins before the last one was finished takes its place."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, CONTINUATION


def bend() -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        if CONTINUATION < first & 0x0F < CLOSE:
            self._message = None
        sound(self, first, second)

    FrameReader._check_header = check_header  # type: ignore[method-assign]
