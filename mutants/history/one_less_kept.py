"""Of each room one message less is kept than is said."""

from typing import Any

from server.store.memory import MemoryBroker


def bend() -> None:
    sound = MemoryBroker.__init__

    def init(self: MemoryBroker, limit: int, *rest: Any) -> None:
        sound(self, limit - 1, *rest)

    MemoryBroker.__init__ = init  # type: ignore[method-assign, assignment]
