"""Nobody is told that somebody came."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        sound(self, member, name)
        return []

    Room.join = join  # type: ignore[method-assign]
