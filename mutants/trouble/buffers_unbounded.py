"""What waits for a reader who takes nothing grows without bound."""

from server.connection import Connection


def bend() -> None:
    def flush(self: Connection) -> None:
        chunk = b"".join(self._pending)
        self._drop_pending()
        if chunk:
            self._transport.write(chunk)

    Connection.flush = flush  # type: ignore[method-assign]
