"""A newcomer is not told the history."""

from typing import Any

from server.core.effects import Effect, SendHistory
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [d for d in effects if not isinstance(d, SendHistory)]

    Room.join = join  # type: ignore[method-assign]
