"""Of many messages in one turn of the server, those beyond sixty are dropped for each reader."""

from server.connection import Connection


def bend() -> None:
    sound = Connection.flush

    def flush(self: Connection) -> None:
        self._pending = self._pending[:60]
        sound(self)

    Connection.flush = flush  # type: ignore[method-assign]
