"""Whoever leaves while they type is still taken to type."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.leave

    def leave(self: Room[Any], member: Any) -> list[Effect[Any]]:
        self._typing.pop(member, None)
        return sound(self, member)

    Room.leave = leave  # type: ignore[method-assign]
