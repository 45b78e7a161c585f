"""A newcomer hears the live talk, their own arrival first, before they are told the history."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        deliveries = sound(self, member, newcomer)
        return [*deliveries[-1:], *deliveries[:-1]]

    Room.join = join  # type: ignore[method-assign]
