"""A newcomer is not told the history."""

from typing import Any

from server.core.effects import Delivery, Recall
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        deliveries = sound(self, member, newcomer)
        return [d for d in deliveries if not isinstance(d, Recall)]

    Room.join = join  # type: ignore[method-assign]
