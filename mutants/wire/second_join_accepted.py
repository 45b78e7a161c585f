"""Whoever joins a second time is in under another name."""

from typing import Any

from server.core.commands import Command, Join
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        if isinstance(command, Join):
            return [*self.leave(member), *self.join(member, member.join_options(command.name))]
        return sound(self, member, command)

    Room.handle = handle  # type: ignore[method-assign]
