"""Whoever asks for anything before they join is thrown out."""

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
            case [SendToOne(Rejected(RejectionReason.NOT_JOINED), _)]:
                return [*told, CloseConnection(client, 1008)]
        return told

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
