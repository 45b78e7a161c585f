"""A frame whose length comes in two reads is lost."""

from server.frames import FrameReader, Incoming


def bend() -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        if len(self._buffer) == 3 and self._buffer[1] == 0x80 | 126:
            self._buffer.clear()
        return incoming

    FrameReader.feed = feed  # type: ignore[method-assign]
