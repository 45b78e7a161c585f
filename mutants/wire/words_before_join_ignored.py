"""Whoever speaks before they join is not told that they must join first."""

from typing import Any

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command, Join, Nonsense
from server.core.effects import Delivery


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Any]]:
        return sound(self, guest, command) if isinstance(command, Join | Nonsense) else []

    Chat._admit = admit  # type: ignore[method-assign]
