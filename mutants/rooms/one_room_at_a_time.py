"""Whoever goes to another room under a known name is not announced there."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join
    known: dict[str, str] = {}

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        before = known.get(join_options.name, member.room_name)
        known[join_options.name] = member.room_name
        told = sound(self, member, join_options)
        return told if before == member.room_name else untold(told)

    Room.join = join  # type: ignore[method-assign]
