"""Each departure is told twice."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Delivery[Any]]:
        return sound(self, member) * 2

    Room.leave = leave  # type: ignore[method-assign]
