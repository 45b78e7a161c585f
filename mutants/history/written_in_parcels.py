"""What was said is written to the file by the hundred, so a crash loses the last of it."""

from server.store.sqlite import SqliteStore


def bend() -> None:
    sound = SqliteStore.commit

    def commit(self: SqliteStore) -> None:
        if sum(map(len, self._staged.values())) >= 100:
            sound(self)

    SqliteStore.commit = commit  # type: ignore[method-assign]
