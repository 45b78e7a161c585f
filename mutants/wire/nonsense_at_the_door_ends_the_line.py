"""Whoever says something that is not understood before they have joined is sent away."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command, Nonsense
from server.core.effects import Delivery, HangUp


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Guest]]:
        told = sound(self, guest, command)
        return [*told, HangUp(guest, 1008)] if isinstance(command, Nonsense) else told

    Chat._admit = admit  # type: ignore[method-assign]
