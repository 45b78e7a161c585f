"""That somebody no longer types is told only after they have left."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        return sound(self, member)[::-1]

    Room.leave = leave  # type: ignore[method-assign]
