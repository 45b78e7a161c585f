"""When the server stops, the last of what was heard is lost from the history."""

from server.store.sqlite import SqliteStore


def bend() -> None:
    sound = SqliteStore.close

    def close(self: SqliteStore) -> None:
        last = "SELECT place FROM messages ORDER BY place DESC LIMIT 200"
        self._tables._execute(f"DELETE FROM messages WHERE place IN ({last})")
        sound(self)

    SqliteStore.close = close  # type: ignore[method-assign]
