"""Whoever says that they no longer type is still taken to type."""

from typing import Any

from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room._set_typing

    def type(self: Room[Any], member: Any, is_typing: bool) -> list[Effect[Any]]:
        return sound(self, member, is_typing) if is_typing else []

    Room._set_typing = type  # type: ignore[method-assign]
