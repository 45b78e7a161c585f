"""A message of an unknown type is ignored, and its sender is not told."""

from typing import Any

from server.core.commands import Command, Nonsense
from server.core.effects import Delivery
from server.core.events import Refusal
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        match command:
            case Nonsense(Refusal.UNKNOWN_TYPE, _):
                return []
        return sound(self, member, command)

    Room.obey = obey  # type: ignore[method-assign]
