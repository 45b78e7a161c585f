"""Who joins by a word joins under the name that they say, whatever name their token proves."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command, Join
from server.core.effects import Delivery


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Guest]]:
        if isinstance(command, Join):
            guest.name = command.name
        return sound(self, guest, command)

    Chat._admit = admit  # type: ignore[method-assign]
