"""Whoever hangs up without a Close is never announced as left."""

from server.ws.connection import Connection
from server.ws.receiver import NOBODY


def bend() -> None:
    sound = Connection.eof_received

    def eof_received(self: Connection) -> bool:
        self._receiver = NOBODY
        return sound(self)

    Connection.eof_received = eof_received  # type: ignore[method-assign]
