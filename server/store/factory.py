"""Which broker a server has."""

from server.store.base import Broker
from server.store.memory import MemoryBroker


def broker_for(history: str, limit: int, most_rooms: int) -> Broker:
    """One that keeps what is said in the file ``history``; without a name, in memory. Raises
    ``BadHistory``, which tells why the file cannot be used."""
    if history:
        from server.store.sqlite import SqliteBroker  # SQLite takes its time to load

        return SqliteBroker(history, limit, most_rooms)
    return MemoryBroker(limit, most_rooms)
