"""Choice of the store for a server."""

from server.store.base import Store
from server.store.memory import MemoryStore


def create_store(history: str, limit: int, most_rooms: int, most_bytes: int) -> Store:
    """Return a store that keeps messages in the file ``history``, or in memory if it is "".

    Raises ``InvalidHistoryFile``, whose message says why the file cannot be used.
    """
    if history:
        from server.store.sqlite import SqliteStore  # SQLite is slow to load

        return SqliteStore(history, limit, most_rooms, most_bytes=most_bytes)
    return MemoryStore(limit, most_rooms, most_bytes=most_bytes)
