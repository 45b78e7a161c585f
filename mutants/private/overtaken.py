"""A private message is overtaken by what its sender says next."""

import asyncio
from typing import Any

from server.chat.service import ChatService
from server.core.effects import SendToSome
from server.core.events import PrivateMessage


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Any) -> None:
        match effect:
            case SendToSome(PrivateMessage()):
                asyncio.get_running_loop().call_later(0.02, sound, self, room, effect)
            case _:
                sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
