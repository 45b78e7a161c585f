"""When many messages come in one read, all but the first fifty are lost."""

from server.frames import FrameReader, Incoming


def bend() -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        return sound(self, data)[:50]

    FrameReader.feed = feed  # type: ignore[method-assign]
