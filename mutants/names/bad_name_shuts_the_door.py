"""Whoever joins under a bad name is thrown out, instead of asked for another."""

from typing import Any

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command
from server.core.effects import CloseConnection, Effect, SendToOne
from server.core.events import Rejected, RejectionReason


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        told = sound(self, client, command)
        match told:
            case [SendToOne(Rejected(RejectionReason.BAD_NAME), _)]:
                return [*told, CloseConnection(client, 1008)]
        return told

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
