"""Whoever has not joined is told what is wrong with their words, not that they must join first."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.commands import Command, InvalidCommand
from server.core.effects import Effect, SendToOne
from server.core.events import Rejected


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        if isinstance(command, InvalidCommand):
            return [SendToOne(Rejected(command.why, command.sentence, microseconds()), client)]
        return sound(self, client, command)

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
