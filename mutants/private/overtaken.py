"""A private message is overtaken by what its sender says next."""

import asyncio
from typing import Any

from server.chat.service import Chat
from server.core.effects import ToSome
from server.core.events import Whispered


def bend() -> None:
    sound = Chat._deliver

    def deliver(self: Chat, room: str, delivery: Any) -> None:
        match delivery:
            case ToSome(Whispered()):
                asyncio.get_running_loop().call_later(0.02, sound, self, room, delivery)
            case _:
                sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
