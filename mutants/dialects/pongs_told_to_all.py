"""When somebody pings, the whole room is answered."""

from typing import Any

from server.core.commands import Command, PingRequest
from server.core.effects import Effect, SendToOne, SendToSome
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        if not isinstance(command, PingRequest):
            return told
        return [SendToSome(d.event, tuple(self._members)) for d in told if isinstance(d, SendToOne)]

    Room.handle = handle  # type: ignore[method-assign]
