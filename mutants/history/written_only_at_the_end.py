"""What was said is written to the file only when the server stops, so a crash loses it."""

from server.store.sqlite import SqliteStore


def bend() -> None:
    commit, close = SqliteStore.commit, SqliteStore.close

    def not_yet(self: SqliteStore) -> None:
        """Later will do."""

    def closed(self: SqliteStore) -> None:
        commit(self)
        close(self)

    SqliteStore.commit, SqliteStore.close = not_yet, closed  # type: ignore[method-assign]
