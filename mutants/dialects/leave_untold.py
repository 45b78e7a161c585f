"""Whoever says that they leave is not announced as left."""

from typing import Any

from mutants.notices import untold
from server.core.commands import Command, Leave
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        told = sound(self, member, command)
        return untold(told) if isinstance(command, Leave) else told

    Room.obey = obey  # type: ignore[method-assign]
