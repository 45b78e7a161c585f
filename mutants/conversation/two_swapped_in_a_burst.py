"""Of many messages that come in one read, two change places."""

from server.frames import FrameReader, Incoming


def bend() -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        incoming = sound(self, data)
        if len(incoming) > 8:
            incoming[3], incoming[4] = incoming[4], incoming[3]
        return incoming

    FrameReader.feed = feed  # type: ignore[method-assign]
