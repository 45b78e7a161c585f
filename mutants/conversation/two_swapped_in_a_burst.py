"""Of many messages that come in one read, two change places."""

from mutants.reading import read_to_the_letter
from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming


def bend() -> None:
    read_to_the_letter()
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        if len(incoming) > 8:
            incoming[3], incoming[4] = incoming[4], incoming[3]
        return incoming

    FrameReader.feed = feed  # type: ignore[method-assign]
