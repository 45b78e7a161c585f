"""A message goes back to its sender, and to nobody else."""

from typing import Any

from server.room import Delivery, Room, ToAll, ToOne


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = sound(self, member, text)
        return [ToOne(d.event, member) if isinstance(d, ToAll) else d for d in said]

    Room.say = say  # type: ignore[method-assign]
