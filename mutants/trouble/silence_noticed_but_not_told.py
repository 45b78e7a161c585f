"""A line that has fallen silent is cut off, but nobody is told."""

from server.ws.connection import Connection
from server.ws.receiver import NOBODY


def bend() -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason == "no sign of life":
            self._receiver = NOBODY
        sound(self, code, reason)

    Connection.abort = abort  # type: ignore[method-assign]
