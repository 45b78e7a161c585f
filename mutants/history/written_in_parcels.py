"""What was said is written to the file by the hundred, so a crash loses the last of it."""

from server.store.sqlite import SqliteBroker


def bend() -> None:
    sound = SqliteBroker.commit

    def commit(self: SqliteBroker) -> None:
        if sum(map(len, self._staged.values())) >= 100:
            sound(self)

    SqliteBroker.commit = commit  # type: ignore[method-assign]
