"""A newcomer is welcomed only after they are told the history."""

from typing import Any

from server.core.effects import Effect
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [*effects[1:2], *effects[:1], *effects[2:]]

    Room.join = join  # type: ignore[method-assign]
