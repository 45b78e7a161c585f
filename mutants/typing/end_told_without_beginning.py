"""That somebody no longer types is told though they did not type."""

from typing import Any

from server.core.effects import Delivery, ToOthers
from server.core.events import Typing
from server.core.room import Room


def bend() -> None:
    sound = Room._type

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Delivery[Any]]:
        if is_typing or member in self._typing:
            return sound(self, member, is_typing)
        return [ToOthers(Typing(self._members[member], False), member)]

    Room._type = type  # type: ignore[method-assign]
