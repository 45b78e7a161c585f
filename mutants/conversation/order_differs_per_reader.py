"""Every other reader is sent what one turn gathered in another order."""

from server.connection import Connection


def bend() -> None:
    sound = Connection.flush

    def flush(self: Connection) -> None:
        if self.number % 2 and len(self._pending) > 4:
            self._pending[1], self._pending[2] = self._pending[2], self._pending[1]
        sound(self)

    Connection.flush = flush  # type: ignore[method-assign]
