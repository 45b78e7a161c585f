"""A message goes back to its sender, and to nobody else."""

from typing import Any

from server.events import Said
from server.room import Delivery, Room, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = sound(self, member, text)
        return [ToOne(d, member) if isinstance(d, Said) else d for d in said]

    Room.say = say  # type: ignore[method-assign]
