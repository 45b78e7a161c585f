"""Whoever goes to another room under a known name is not announced there."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Delivery
from server.core.room import Newcomer, Room


def bend() -> None:
    sound = Room.join
    known: dict[str, str] = {}

    def join(self: Room[Any], member: Any, newcomer: Newcomer) -> list[Delivery[Any]]:
        before = known.get(newcomer.name, member.room_name)
        known[newcomer.name] = member.room_name
        told = sound(self, member, newcomer)
        return told if before == member.room_name else untold(told)

    Room.join = join  # type: ignore[method-assign]
