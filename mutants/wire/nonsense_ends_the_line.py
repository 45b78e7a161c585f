"""Whoever sends something that is not understood is thrown out."""

from typing import Any

from server.core.commands import Command, InvalidCommand
from server.core.effects import CloseConnection, Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        return (
            [*told, CloseConnection(member, 1008)] if isinstance(command, InvalidCommand) else told
        )

    Room.handle = handle  # type: ignore[method-assign]
