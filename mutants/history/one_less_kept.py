"""Of each room one message less is kept than is said."""

from typing import Any

from server.store.memory import MemoryStore


def bend() -> None:
    sound = MemoryStore.__init__

    def init(self: MemoryStore, limit: int, *rest: Any) -> None:
        sound(self, limit - 1, *rest)

    MemoryStore.__init__ = init  # type: ignore[method-assign, assignment]
