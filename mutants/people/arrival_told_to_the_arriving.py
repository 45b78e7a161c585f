"""Whoever arrives is told of their own arrival too."""

from typing import Any

from server.events import Joined
from server.room import Delivery, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        sound(self, member, name)
        return [Joined(name)]

    Room.join = join  # type: ignore[method-assign]
