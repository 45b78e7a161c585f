"""Whoever says something that is not understood before they have joined is sent away."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, InvalidCommand
from server.core.effects import CloseConnection, Effect


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        told = sound(self, client, command)
        return (
            [*told, CloseConnection(client, 1008)] if isinstance(command, InvalidCommand) else told
        )

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
