"""When something is refused, the whole room is told."""

from typing import Any

from server.room import Delivery, Room, ToAll


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str) -> list[Delivery[Any]]:
        return [ToAll(delivery.event) for delivery in sound(self, member, text)]

    Room.say = say  # type: ignore[method-assign]
