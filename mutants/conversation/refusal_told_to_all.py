"""When something is refused, the whole room is told."""

from typing import Any

from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = sound(self, member, text)
        return [d.event if isinstance(d, ToOne) else d for d in said]

    Room.say = say  # type: ignore[method-assign]
