"""Whoever speaks before they join is heard as a guest without a name."""

from typing import Any

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command, Say
from server.core.effects import Delivery
from server.core.names import ANONYMOUS


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Any]]:
        if not isinstance(command, Say):
            return sound(self, guest, command)
        deliveries = self._join(guest, ANONYMOUS)
        return [*deliveries, *(guest.room.obey(guest, command) if guest.room else [])]

    Chat._admit = admit  # type: ignore[method-assign]
