"""A second guest without a name is not announced."""

from typing import Any

from mutants.notices import untold
from server.core.effects import Effect
from server.core.names import ANONYMOUS
from server.core.room import JoinOptions, Room


def bend() -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        is_second = join_options.name == ANONYMOUS and ANONYMOUS in self._members.values()
        told = sound(self, member, join_options)
        return untold(told) if is_second else told

    Room.join = join  # type: ignore[method-assign]
