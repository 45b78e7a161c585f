"""A Close is answered, but the line stays open and its bearer in the room."""

from server.ws import frames
from server.ws.connection import Connection


def bend() -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_frame(frames.close_frame(code, reason))

    Connection._answer_close = answer_close  # type: ignore[method-assign]
