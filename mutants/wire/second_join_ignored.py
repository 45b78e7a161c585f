"""Whoever joins a second time is not told that they are in already."""

from typing import Any

from server.core.commands import Command, Join
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        return [] if isinstance(command, Join) else sound(self, member, command)

    Room.obey = obey  # type: ignore[method-assign]
