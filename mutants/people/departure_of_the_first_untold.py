"""When whoever came first leaves, nobody is told."""

from typing import Any

from server.room import Delivery, Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Delivery[Any]]:
        is_first = member in list(self._members)[:1]
        told = sound(self, member)
        return [] if is_first else told

    Room.leave = leave  # type: ignore[method-assign]
