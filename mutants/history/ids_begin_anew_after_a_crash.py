"""After a crash the ids begin below those that were given before."""

from typing import Any

from server.store.sqlite import SqliteStore

_HOUR = 3_600_000_000  # microseconds


def bend() -> None:
    sound = SqliteStore.__init__

    def init(self: SqliteStore, *rest: Any) -> None:
        sound(self, *rest)
        if self._rooms:
            self._last -= _HOUR
            clock = self._clock
            self._clock = lambda: clock() - _HOUR

    SqliteStore.__init__ = init  # type: ignore[method-assign, assignment]
