"""A ping that says more of it will follow is answered."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE


def bend() -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first | 0x80 if first & 0x0F >= CLOSE else first, second)

    FrameReader._check_header = check_header  # type: ignore[method-assign]
