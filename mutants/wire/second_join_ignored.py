"""Whoever joins a second time is not told that they are in already."""

from typing import Any

from server.core.commands import Command, Join
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return [] if isinstance(command, Join) else sound(self, member, command)

    Room.handle = handle  # type: ignore[method-assign]
