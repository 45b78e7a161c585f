"""When the server stops, the last of what was heard is lost from the history."""

from server.store.sqlite import SqliteBroker


def bend() -> None:
    sound = SqliteBroker.close

    def close(self: SqliteBroker) -> None:
        last = "SELECT place FROM messages ORDER BY place DESC LIMIT 200"
        self._tables._execute(f"DELETE FROM messages WHERE place IN ({last})")
        sound(self)

    SqliteBroker.close = close  # type: ignore[method-assign]
