"""Nobody is told that somebody came."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        return untold(sound(self, member, newcomer))

    Room.join = join  # type: ignore[method-assign]
