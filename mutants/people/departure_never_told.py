"""Nobody is told that somebody left."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    def leave(self: Room[Any], member: Any) -> list[Delivery[Any]]:
        self._members.pop(member, None)
        return []

    Room.leave = leave  # type: ignore[method-assign]
