"""Whoever bears a name that differs only in case from one that is in gets that name."""

from dataclasses import replace
from typing import Any

from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        known = {name.lower(): name for name in self._members.values()}
        name = known.get(newcomer.name.lower(), newcomer.name)
        return sound(self, member, replace(newcomer, name=name))

    Room.join = join  # type: ignore[method-assign]
