"""A memory store that is called outside the event loop, as one on a disk is."""

from server.store.memory import MemoryStore


class SlowStore(MemoryStore):
    """Memory store that is not instant."""

    is_instant = False
