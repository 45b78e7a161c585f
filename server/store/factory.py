"""Which broker a server has."""

from server.store.base import Store
from server.store.memory import MemoryStore


def create_store(history: str, limit: int, most_rooms: int) -> Store:
    """One that keeps what is said in the file ``history``; without a name, in memory. Raises
    ``InvalidHistoryFile``, which tells why the file cannot be used."""
    if history:
        from server.store.sqlite import SqliteStore  # SQLite takes its time to load

        return SqliteStore(history, limit, most_rooms)
    return MemoryStore(limit, most_rooms)
