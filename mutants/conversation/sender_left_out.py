"""A message goes to everybody but its sender."""

from typing import Any

from server.room import Delivery, Room, ToAll, ToOthers


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        said = sound(self, member, text)
        return [ToOthers(d.event, member) if isinstance(d, ToAll) else d for d in said]

    Room.say = say  # type: ignore[method-assign]
