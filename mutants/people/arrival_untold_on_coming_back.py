"""Whoever was in a room before is not announced when they come back."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join
    known: dict[str, set[str]] = {}

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        names, name = known.setdefault(member.room_name, set()), newcomer.name
        is_known = name in names and name not in self._members.values()
        names.add(name)
        told = sound(self, member, newcomer)
        return untold(told) if is_known else told

    Room.join = join  # type: ignore[method-assign]
