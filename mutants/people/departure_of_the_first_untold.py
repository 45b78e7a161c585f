"""When whoever came first leaves, nobody is told."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        is_first = member in list(self._members)[:1]
        told = sound(self, member)
        return untold(told) if is_first else told

    Room.leave = leave  # type: ignore[method-assign]
