"""Whoever arrives is told of their own arrival too."""

from dataclasses import replace
from typing import Any

from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        return sound(self, member, replace(newcomer, hears_own_arrival=True))

    Room.join = join  # type: ignore[method-assign]
