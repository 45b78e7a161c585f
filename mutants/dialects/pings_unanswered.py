"""A ping in events is not answered."""

from typing import Any

from server.core.commands import Command, Ping
from server.core.effects import Delivery
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        return [] if isinstance(command, Ping) else sound(self, member, command)

    Room.obey = obey  # type: ignore[method-assign]
