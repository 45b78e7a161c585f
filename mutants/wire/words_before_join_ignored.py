"""Whoever speaks before they join is not told that they must join first."""

from typing import Any

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, InvalidCommand, Join
from server.core.effects import Effect


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        return sound(self, client, command) if isinstance(command, Join | InvalidCommand) else []

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
