"""A departure is not told while somebody of that name is in, be it the same person come back."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        name = self._members.get(member)
        told = sound(self, member)
        return untold(told) if name in self._members.values() else told

    Room.leave = leave  # type: ignore[method-assign]
