"""That somebody no longer types is told though they did not type."""

from typing import Any

from server.core.effects import Effect, SendToOthers
from server.core.events import TypingChanged
from server.core.room import Room


def bend() -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        if is_typing or member in self._typing:
            return sound(self, member, is_typing)
        return [SendToOthers(TypingChanged(self._members[member], False), member)]

    Room._set_typing = type  # type: ignore[method-assign]
