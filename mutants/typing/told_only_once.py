"""That somebody types is told the first time only, not each time they say so."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        is_known = is_typing and member in self._typing
        told = sound(self, member, is_typing)
        return [] if is_known else told

    Room._set_typing = type  # type: ignore[method-assign]
