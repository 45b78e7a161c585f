"""Whoever has not joined is told what is wrong with their words, not that they must join first."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.commands import Command, Nonsense
from server.core.effects import Delivery, ToOne
from server.core.events import Refused


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Guest]]:
        if isinstance(command, Nonsense):
            return [ToOne(Refused(command.why, command.sentence, microseconds()), guest)]
        return sound(self, guest, command)

    Chat._admit = admit  # type: ignore[method-assign]
