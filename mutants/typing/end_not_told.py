"""Whoever says that they no longer type is still taken to type."""

from typing import Any

from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room._type

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Delivery[Any]]:
        return sound(self, member, is_typing) if is_typing else []

    Room._type = type  # type: ignore[method-assign]
