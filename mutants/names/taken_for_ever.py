"""A name that somebody once bore is never free again."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    leave, is_taken = Room.leave, Room.is_taken
    borne: set[str] = set()

    def left(self: Room[Any], member: Any) -> list[Effect[Any]]:
        borne.add(self._members.get(member, ""))
        return leave(self, member)

    def taken(self: Room[Any], name: str) -> bool:
        return is_taken(self, name) or (self._rules.unique_names and name in borne)

    Room.leave, Room.is_taken = left, taken  # type: ignore[method-assign]
