"""Whoever comes under a taken name is let in, and who bore it before is thrown out."""

from typing import Any

from server.core.effects import Delivery, HangUp
from server.core.names import folded
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        alike = folded(newcomer.name)
        before = [one for one, name in self._members.items() if folded(name) == alike]
        unique = self._rules.unique_names
        return [*sound(self, member, newcomer), *(HangUp(one, 1008) for one in before if unique)]

    Room.is_taken = lambda self, name: False  # type: ignore[method-assign]
    Room.join = join  # type: ignore[method-assign]
