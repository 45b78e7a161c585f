"""An answer for one overtakes what was said to all just before."""

from server.ws.connection import Connection


def bend() -> None:
    def send_frame(self: Connection, frame: bytes) -> None:
        self.enqueue(frame)

    Connection.send_frame = send_frame  # type: ignore[method-assign, assignment]
