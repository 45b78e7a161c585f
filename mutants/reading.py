"""Has the server read every frame in one way, so that a mutant need bend only that one."""

from server import framereader
from server.framereader import FrameReader


def read_to_the_letter() -> None:
    """``feed`` gets all that comes and reads it frame by frame, whole texts too."""
    FrameReader.texts = lambda _self, _data: None  # type: ignore[assignment, method-assign]
    framereader.take_texts = lambda _data, at, _limit, _most: ([], at)  # type: ignore
