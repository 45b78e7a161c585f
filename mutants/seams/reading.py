"""Has the server read every frame in one way, so that a mutant need bend only that one."""

from server.ws import frame_reader
from server.ws.frame_reader import FrameReader


def read_to_the_letter() -> None:
    """``feed`` gets all that comes and reads it frame by frame, whole texts too."""
    FrameReader.texts = lambda _self, _data: None  # type: ignore[assignment, method-assign]
    frame_reader.take_texts = lambda _data, at, _limit, _most: ([], at)  # type: ignore
