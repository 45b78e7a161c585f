"""What was said is written to the file only when the server stops, so a crash loses it."""

from server.store.sqlite import SqliteBroker


def bend() -> None:
    commit, close = SqliteBroker.commit, SqliteBroker.close

    def not_yet(self: SqliteBroker) -> None:
        """Later will do."""

    def closed(self: SqliteBroker) -> None:
        commit(self)
        close(self)

    SqliteBroker.commit, SqliteBroker.close = not_yet, closed  # type: ignore[method-assign]
