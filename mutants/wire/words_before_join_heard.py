"""Whoever speaks before they join is heard as a guest without a name."""

from typing import Any

from server.chat import Chat
from server.commands import Command, Say
from server.deliveries import Delivery
from server.guest import Guest
from server.names import ANONYMOUS


def bend() -> None:
    sound = Chat._admit

    def admit(self: Chat, guest: Guest, command: Command) -> list[Delivery[Any]]:
        if not isinstance(command, Say):
            return sound(self, guest, command)
        deliveries = self._join(guest, ANONYMOUS)
        return [*deliveries, *(guest.room.obey(guest, command) if guest.room else [])]

    Chat._admit = admit  # type: ignore[method-assign]
