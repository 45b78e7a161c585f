"""Whoever says that they leave is told that the server goes away (1001)."""

from dataclasses import replace
from typing import Any

from server.core.commands import Command
from server.core.effects import CloseConnection, Effect
from server.core.room import Room
from server.ws.close_codes import CloseCode


def bend() -> None:
    sound = Room.handle

    def handle(self: Room[Any], member: Any, command: Command) -> list[Effect[Any]]:
        told = sound(self, member, command)
        return [
            replace(d, code=CloseCode.GOING_AWAY) if isinstance(d, CloseConnection) else d
            for d in told
        ]

    Room.handle = handle  # type: ignore[method-assign]
