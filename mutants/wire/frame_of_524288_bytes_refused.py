"""The biggest message that is allowed is refused."""

from server.ws.frame_reader import FrameReader


def bend() -> None:
    sound = FrameReader.__init__
    FrameReader.__init__ = lambda self, limit: sound(self, limit - 1)  # type: ignore[method-assign]
