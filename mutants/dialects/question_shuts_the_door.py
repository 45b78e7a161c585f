"""Whoever asks for anything before they join is thrown out."""

from typing import Any

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command
from server.core.effects import Delivery, HangUp, ToOne
from server.core.events import Refusal, Refused


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Any]]:
        told = sound(self, guest, command)
        match told:
            case [ToOne(Refused(Refusal.NOT_JOINED), _)]:
                return [*told, HangUp(guest, 1008)]
        return told

    Chat._admit = admit  # type: ignore[method-assign]
