"""Who joins by a word joins under the name that they say, whatever name their token proves."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, Join
from server.core.effects import Effect


def bend() -> None:
    sound = ChatService._handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Client]]:
        if isinstance(command, Join):
            client.name = command.name
        return sound(self, client, command)

    ChatService._handle_before_join = admit  # type: ignore[method-assign]
