"""Every other reader is sent what one turn gathered in another order."""

from mutants.sending import send_to_each
from server.ws.connection import Connection


def bend() -> None:
    sound = Connection.flush

    def flush(self: Connection) -> None:
        if self.number % 2 and len(self._pending) > 4:
            self._pending[1], self._pending[2] = self._pending[2], self._pending[1]
        sound(self)

    send_to_each()
    Connection.flush = flush  # type: ignore[method-assign, assignment]
