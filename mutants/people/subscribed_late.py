"""Whoever comes in begins to hear only a moment after the door was opened."""

import asyncio
from typing import Any

from server.chat.service import Chat
from server.core.effects import Delivery, Enter


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        match delivery:
            case Enter(guest, joined):
                self.broadcaster.publish(room, joined, is_urgent=False)
                line, encode = guest.connection, guest.dialect.encode
                later = asyncio.get_running_loop().call_later
                later(0.02, self.broadcaster.subscribe, room, line, encode)
            case _:
                sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
