"""That something is missing is noticed only when two messages or more are gone."""

from typing import Any

from server.store.memory import MemoryBroker


def bend() -> None:
    sound = MemoryBroker._drop_oldest

    def drop_oldest(self: MemoryBroker, shelf: Any, count: int) -> None:
        last = list(shelf.kept)[max(0, count - 2) : max(0, count)]
        sound(self, shelf, count)
        if count > 1:
            shelf.lost = last[0].place

    MemoryBroker._drop_oldest = drop_oldest  # type: ignore[method-assign]
