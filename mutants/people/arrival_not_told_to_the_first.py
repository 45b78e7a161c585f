"""Whoever came first is never told who comes after."""

from typing import Any

from server.events import Joined
from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        others = list(self._members)[1:]
        sound(self, member, name)
        return [ToOne(Joined(name), other) for other in others]

    Room.join = join  # type: ignore[method-assign]
