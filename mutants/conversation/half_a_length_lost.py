"""A frame whose length comes in two reads is lost."""

from server.ws.frame_reader import FrameReader
from server.ws.frames import Incoming


def bend() -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        rest = self._rest or b""
        if len(rest) == 3 and rest[1] == 0x80 | 126:
            self._rest = None
        return incoming

    FrameReader.feed = feed  # type: ignore[method-assign]
