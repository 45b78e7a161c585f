"""Whoever says that they leave is announced as left, but their line stays open."""

from typing import Any

from server.core.commands import Command
from server.core.effects import CloseConnection, Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [d for d in sound(self, member, command) if not isinstance(d, CloseConnection)]

    Room.handle = handle  # type: ignore[method-assign]
