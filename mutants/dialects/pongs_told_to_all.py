"""When somebody pings, the whole room is answered."""

from typing import Any

from server.core.commands import Command, Ping
from server.core.effects import Delivery, ToOne, ToSome
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        told = sound(self, member, command)
        if not isinstance(command, Ping):
            return told
        return [ToSome(d.event, tuple(self._members)) for d in told if isinstance(d, ToOne)]

    Room.obey = obey  # type: ignore[method-assign]
