"""Whoever was in a room before is not announced when they come back."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join
    known: dict[str, set[str]] = {}

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        names, name = known.setdefault(member.room_name, set()), join_options.name
        is_known = name in names and name not in self._members.values()
        names.add(name)
        told = sound(self, member, join_options)
        return untold(told) if is_known else told

    Room.join = join  # type: ignore[method-assign]
