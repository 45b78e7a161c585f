"""Whoever joins a second time is in under another name."""

from typing import Any

from server.core.commands import Command, Join
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        if isinstance(command, Join):
            return [*self.leave(member), *self.join(member, member.comes_as(command.name))]
        return sound(self, member, command)

    Room.obey = obey  # type: ignore[method-assign]
