"""Whoever sends something that is not understood is thrown out."""

from typing import Any

from server.core.commands import Command, Nonsense
from server.core.effects import Delivery, HangUp
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        told = sound(self, member, command)
        return [*told, HangUp(member, 1008)] if isinstance(command, Nonsense) else told

    Room.obey = obey  # type: ignore[method-assign]
