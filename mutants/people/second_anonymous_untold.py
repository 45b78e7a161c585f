"""A second guest without a name is not announced."""

from typing import Any

from server.names import ANONYMOUS
from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        is_second = name == ANONYMOUS and name in self._members.values()
        told = sound(self, member, name)
        return [] if is_second else told

    Room.join = join  # type: ignore[method-assign]
