"""A broker in memory that is asked away from the loop, as one on a disk is."""

from server.store.memory import MemoryStore


class SlowBroker(MemoryStore):
    """Takes its time."""

    is_instant = False
