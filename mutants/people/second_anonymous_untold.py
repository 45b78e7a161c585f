"""A second guest without a name is not announced."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Delivery
from server.core.names import ANONYMOUS
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        is_second = newcomer.name == ANONYMOUS and ANONYMOUS in self._members.values()
        told = sound(self, member, newcomer)
        return untold(told) if is_second else told

    Room.join = join  # type: ignore[method-assign]
