"""A long message is prepared aside, so short ones that are said after it overtake it."""

import asyncio

from server.chat.client import Client
from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        for text in texts:
            if len(text) > 10_000:
                asyncio.get_running_loop().call_later(0.005, sound, self, client, [text])
            else:
                sound(self, client, [text])

    ChatService.receive_all = receive_all  # type: ignore[method-assign]
