"""That something is missing is noticed only when two messages or more are gone."""

from typing import Any

from server.store.memory import MemoryStore


def bend() -> None:
    sound = MemoryStore._drop_oldest

    def drop_oldest(self: MemoryStore, log: Any, count: int) -> None:
        last = list(log.kept)[max(0, count - 2) : max(0, count)]
        sound(self, log, count)
        if count > 1:
            log.lost = last[0].sequence

    MemoryStore._drop_oldest = drop_oldest  # type: ignore[method-assign]
