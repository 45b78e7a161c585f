"""Whoever speaks before they join is heard as a guest without a name."""

from typing import Any

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, SendMessage
from server.core.effects import Effect
from server.core.names import ANONYMOUS


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        if not isinstance(command, SendMessage):
            return sound(self, client, command)
        effects = self._join(client, ANONYMOUS)
        return [*effects, *(client.room.handle(client, command) if client.room else [])]

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
