"""A line that has fallen silent is cut off, but nobody is told."""

from server.connection import _NOBODY, Connection


def bend() -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason == "no sign of life":
            self._receiver = _NOBODY
        sound(self, code, reason)

    Connection.abort = abort  # type: ignore[method-assign]
