"""Nobody is told that somebody left."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return untold(sound(self, member))

    Room.leave = leave  # type: ignore[method-assign]
