"""A departure is told with the name of the one who has been there longest."""

from typing import Any

from server.events import Left
from server.room import Delivery, Room, ToOthers


def bend() -> None:
    def leave(self: Room[Any], member: Any) -> list[Delivery[Any]]:
        self._members.pop(member, None)
        return [ToOthers(Left(name), member) for name in list(self._members.values())[:1]]

    Room.leave = leave  # type: ignore[method-assign]
