"""A newcomer is not told who is here."""

from typing import Any

from server.core.effects import Effect, SendUserList
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        effects = sound(self, member, join_options)
        return [d for d in effects if not isinstance(d, SendUserList)]

    Room.join = join  # type: ignore[method-assign]
