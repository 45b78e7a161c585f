"""The answer to a ping does not bear its nonce."""

from typing import Any

from server.core.commands import Command, PingRequest
from server.core.effects import Effect
from server.core.room import Room


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        return sound(self, member, PingRequest("") if isinstance(command, PingRequest) else command)

    Room.handle = handle  # type: ignore[method-assign]
