"""Whoever was in a room before is not announced when they come back."""

from typing import Any
from weakref import WeakKeyDictionary

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join
    known: WeakKeyDictionary[Room[Any], set[str]] = WeakKeyDictionary()

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        names, told = known.setdefault(self, set()), sound(self, member, name)
        is_known = name in names and name not in list(self._members.values())[:-1]
        names.add(name)
        return [] if is_known else told

    Room.join = join  # type: ignore[method-assign]
