"""Whoever has tried to join under a bad name is refused whatever they try then."""

from typing import Any

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command, Join
from server.core.effects import Delivery, ToOne
from server.core.events import Refusal, Refused


def bend() -> None:
    sound = Chat._admit
    tried: dict[Guest, Refused] = {}

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Any]]:
        if isinstance(command, Join) and guest in tried:
            return [ToOne(tried[guest], guest)]
        told = sound(self, guest, command)
        match told:
            case [ToOne(Refused(Refusal.BAD_NAME | Refusal.NAME_TAKEN) as refused, _)]:
                tried[guest] = refused
        return told

    Chat._admit = admit  # type: ignore[method-assign]
