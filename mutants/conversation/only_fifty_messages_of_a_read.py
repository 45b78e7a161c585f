"""When many messages come in one read, all but the first fifty are lost."""

from mutants.reading import read_to_the_letter
from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming


def bend() -> None:
    read_to_the_letter()
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        return sound(self, data)[:50]

    FrameReader.feed = feed  # type: ignore[method-assign]
