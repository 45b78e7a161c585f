"""A line that is reset is never noticed."""

from server.connection import _NOBODY, Connection


def bend() -> None:
    sound = Connection.connection_lost

    def connection_lost(self: Connection, exc: BaseException | None) -> None:
        if exc is not None:
            self._receiver = _NOBODY
        sound(self, exc)

    Connection.connection_lost = connection_lost  # type: ignore[method-assign]
