"""A second person of one name is not announced."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        is_known = name in self._members.values()
        told = sound(self, member, name)
        return [] if is_known else told

    Room.join = join  # type: ignore[method-assign]
