"""A line that is reset is never noticed."""

from server.ws.connection import Connection
from server.ws.receiver import NOBODY


def bend() -> None:
    sound = Connection.connection_lost

    def connection_lost(self: Connection, exc: BaseException | None) -> None:
        if exc is not None:
            self._receiver = NOBODY
        sound(self, exc)

    Connection.connection_lost = connection_lost  # type: ignore[method-assign]
