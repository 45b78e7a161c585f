"""Whoever leaves one room frees their name in all rooms."""

from typing import Any

from server.core.effects import M
from server.core.name_index import NameIndex
from server.core.names import folded


def bend() -> None:
    init, sound = NameIndex.__init__, NameIndex.remove
    rooms: list[NameIndex[Any]] = []

    def begin(self: NameIndex[Any], are_unique: bool) -> None:
        init(self, are_unique)
        rooms.append(self)

    def remove(self: NameIndex[M], member: M, name: str) -> None:
        sound(self, member, name)
        for room in rooms:
            if room._taken is not None:
                room._taken.discard(folded(name))

    NameIndex.__init__, NameIndex.remove = begin, remove  # type: ignore[method-assign]
