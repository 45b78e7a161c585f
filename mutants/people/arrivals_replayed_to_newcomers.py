"""A newcomer is told of everybody who came before, as if they came just now."""

from typing import Any

from server.events import Joined
from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, name: str) -> list[Delivery[Any]]:
        before = [ToOne(Joined(other), member) for other in self._members.values()]
        return [*before, *sound(self, member, name)]

    Room.join = join  # type: ignore[method-assign]
