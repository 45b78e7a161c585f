"""Whoever comes in begins to hear only a moment after the door was opened."""

import asyncio
from typing import Any

from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe


def bend() -> None:
    sound = ChatService._apply_effect

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        match effect:
            case Subscribe(client, joined):
                self.pubsub.publish(room, joined, is_urgent=False)
                line, encode = client.connection, client.dialect.encode
                later = asyncio.get_running_loop().call_later
                later(0.02, self.pubsub.subscribe, room, line, encode)
            case _:
                sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
