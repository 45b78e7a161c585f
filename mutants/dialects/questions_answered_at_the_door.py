"""Whoever has not joined is told all the same who is here."""

from typing import Any

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import AskWho, Command
from server.core.effects import Delivery, TellWho


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Any]]:
        return [TellWho(guest)] if isinstance(command, AskWho) else sound(self, guest, command)

    Chat._admit = admit  # type: ignore[method-assign]
