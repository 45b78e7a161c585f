"""Whoever says that they leave is not announced as left."""

from typing import Any

from mutants.notices import untold
from server.core.commands import Command, Leave
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        return untold(told) if isinstance(command, Leave) else told

    Room.handle = handle  # type: ignore[method-assign]
