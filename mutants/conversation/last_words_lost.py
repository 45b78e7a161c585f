"""What somebody says and leaves at once is lost."""

import asyncio

from server.chat.client import Client
from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.receive_all

    def hear_if_open(chat: ChatService, client: Client, texts: list[str]) -> None:
        if client.connection.is_open:
            sound(chat, client, texts)

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        asyncio.get_running_loop().call_later(0.002, hear_if_open, self, client, texts)

    ChatService.receive_all = receive_all  # type: ignore[method-assign]
