"""A second person of one name is not announced."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        is_known = newcomer.name in self._members.values()
        told = sound(self, member, newcomer)
        return untold(told) if is_known else told

    Room.join = join  # type: ignore[method-assign]
