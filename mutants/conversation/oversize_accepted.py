"""There is no limit to the size of a frame."""

from server.ws.frame_reader import FrameReader


def bend() -> None:
    def check_size(self: FrameReader, size: int) -> None:
        """Anything goes."""

    FrameReader._check_size = check_size  # type: ignore[method-assign]
