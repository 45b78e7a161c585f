"""A frame whose header comes in two reads is lost."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming


def bend() -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        if len(self._rest or b"") == 1:
            self._rest = None
        return incoming

    FrameReader.feed = feed  # type: ignore[method-assign]
