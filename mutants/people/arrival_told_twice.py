"""Each arrival is told twice."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        return sound(self, member, name) * 2

    Room.join = join  # type: ignore[method-assign]
