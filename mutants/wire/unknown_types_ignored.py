"""A message of an unknown type is ignored, and its sender is not told."""

from typing import Any

from server.core.commands import Command, InvalidCommand
from server.core.effects import Effect
from server.core.events import RejectionReason
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        match command:
            case InvalidCommand(RejectionReason.UNKNOWN_TYPE, _):
                return []
        return sound(self, member, command)

    Room.handle = handle  # type: ignore[method-assign]
