"""The limit is for all rooms together: who talks much drives out what others said."""

from server.store.memory import MemoryStore


def bend() -> None:
    sound = MemoryStore._tidy

    def tidy(self: MemoryStore) -> None:
        sound(self)
        shelves = self._logs.values()
        surplus = sum(len(log.kept) for log in shelves) - self._limit
        for log in shelves:
            count = max(0, min(surplus, len(log.kept)))
            self._drop_oldest(log, count)
            surplus -= count

    MemoryStore._tidy = tidy  # type: ignore[method-assign]
