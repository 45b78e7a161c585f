"""Whoever leaves one room frees their name in all rooms."""

from typing import Any

from server.core.effects import M
from server.core.name_index import Bearers
from server.core.names import folded


def bend() -> None:
    init, sound = Bearers.__init__, Bearers.remove
    rooms: list[Bearers[Any]] = []

    def begin(self: Bearers[Any], are_unique: bool) -> None:
        init(self, are_unique)
        rooms.append(self)

    def remove(self: Bearers[M], member: M, name: str) -> None:
        sound(self, member, name)
        for room in rooms:
            if room._taken is not None:
                room._taken.discard(folded(name))

    Bearers.__init__, Bearers.remove = begin, remove  # type: ignore[method-assign]
