"""A line that has fallen silent is announced as left, but not cut off."""

from server.ws.connection import Connection
from server.ws.receiver import NOBODY


def bend() -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason != "no sign of life":
            sound(self, code, reason)
        elif self.close_code is None:
            self._receiver.ended(code, reason)
            self.close_code, self._receiver = code, NOBODY

    Connection.abort = abort  # type: ignore[method-assign]
