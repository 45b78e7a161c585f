"""Reserved bits in a frame are not looked at."""

from server.ws.frame_reader import FrameReader


def bend() -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first & 0x8F, second)

    FrameReader._check_header = check_header  # type: ignore[method-assign]
