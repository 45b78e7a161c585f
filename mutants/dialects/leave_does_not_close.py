"""Whoever says that they leave is announced as left, but their line stays open."""

from typing import Any

from server.core.commands import Command
from server.core.effects import Delivery, HangUp
from server.core.room import Room


def bend() -> None:
    sound = Room.obey

    def obey(self: Room[Any], member: Any, command: Command) -> list[Delivery[Any]]:
        return [d for d in sound(self, member, command) if not isinstance(d, HangUp)]

    Room.obey = obey  # type: ignore[method-assign]
