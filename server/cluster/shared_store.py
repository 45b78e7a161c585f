"""Description of the store that a node shares with others."""

from dataclasses import dataclass, field

from server.store.base import MOST_IN_MEMORY

NODE_TIMEOUT = 10.0  # seconds of silence after which a node's people leave
_SHORTEST, _LONGEST = 0.5, 5.0  # seconds of a store's silence


@dataclass(frozen=True, slots=True)
class SharedStore:
    """The store at ``address``, with all keys under ``prefix``. Of each room, ``limit`` messages of
    at most ``most_bytes`` are shown; a node that is silent for ``timeout`` seconds is gone."""

    address: str = field(repr=False)
    prefix: str = "chat"
    limit: int = 1_000
    most_bytes: int = MOST_IN_MEMORY
    timeout: float = NODE_TIMEOUT

    @property
    def silence(self) -> float:
        """Return the seconds without an answer after which the store counts as away."""
        return min(max(self.timeout / 4, _SHORTEST), _LONGEST)

    @property
    def is_instant(self) -> bool:
        """Return False: it is asked over a network."""
        return False
