"""Whoever leaves ends the typing of all who type."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:

    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        others = [one for one in self._typing if one is not member]
        ended = [effect for one in others for effect in self._end_typing(one)]
        return [*ended, *sound(self, member)]

    Room.leave = leave  # type: ignore[method-assign]
