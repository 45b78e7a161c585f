"""What a slow reader has no room for is dropped, and they are none the wiser."""

from server.ws.connection import Connection


def bend() -> None:
    sound = Connection.write

    def write(self: Connection, frames: bytes) -> None:
        if not self._is_too_slow(len(frames)):
            sound(self, frames)

    Connection.write = write  # type: ignore[method-assign, assignment]
