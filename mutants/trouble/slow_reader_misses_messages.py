"""What a slow reader has no room for is dropped, and they are none the wiser."""

from server.connection import Connection


def bend() -> None:
    sound = Connection.flush

    def flush(self: Connection) -> None:
        if self._transport.get_write_buffer_size() + self._pending_size > self._limits.send_buffer:
            self._drop_pending()
        sound(self)

    Connection.flush = flush  # type: ignore[method-assign]
