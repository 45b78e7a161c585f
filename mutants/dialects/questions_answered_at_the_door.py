"""Whoever has not joined is told all the same who is here."""

from typing import Any

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, ListUsers
from server.core.effects import Effect, SendUserList


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        return (
            [SendUserList(client)]
            if isinstance(command, ListUsers)
            else sound(self, client, command)
        )

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
