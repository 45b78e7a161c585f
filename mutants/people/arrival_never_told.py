"""Nobody is told that somebody came."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        return untold(sound(self, member, join_options))

    Room.join = join  # type: ignore[method-assign]
