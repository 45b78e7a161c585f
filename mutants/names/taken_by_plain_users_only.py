"""A name is taken only if who bears it speaks the plain dialect."""

from typing import Any

from server.core.names import folded
from server.core.room import Room
from server.dialects.plain import PLAIN


def bend() -> None:
    sound = Room.is_taken

    def is_taken(self: Room[Any], name: str) -> bool:
        alike = [one for one, its in self._members.items() if folded(its) == folded(name)]
        return sound(self, name) and any(one.dialect is PLAIN for one in alike)

    Room.is_taken = is_taken  # type: ignore[method-assign]
