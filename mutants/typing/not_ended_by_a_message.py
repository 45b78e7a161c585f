"""Whoever sends their message is still taken to type."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room.say

    def say(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Delivery[Any]]:
        typing, self._typing = self._typing, {}
        said = sound(self, member, text, client_id)
        self._typing = typing
        return said

    Room.say = say  # type: ignore[method-assign]
