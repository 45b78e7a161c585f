"""What is said is kept in memory alone, though a file for it is named."""

from server.store import factory
from server.store.base import Store
from server.store.memory import MemoryStore


def bend() -> None:
    def create_store(history: str, limit: int, most_rooms: int) -> Store:
        return MemoryStore(limit, most_rooms)

    factory.create_store = create_store
