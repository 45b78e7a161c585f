"""The limit is for all rooms together: who talks much drives out what others said."""

from server.store.memory import MemoryBroker


def bend() -> None:
    sound = MemoryBroker._tidy

    def tidy(self: MemoryBroker) -> None:
        sound(self)
        shelves = self._shelves.values()
        surplus = sum(len(shelf.kept) for shelf in shelves) - self._limit
        for shelf in shelves:
            count = max(0, min(surplus, len(shelf.kept)))
            self._drop_oldest(shelf, count)
            surplus -= count

    MemoryBroker._tidy = tidy  # type: ignore[method-assign]
