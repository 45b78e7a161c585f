"""What people say stands in the log."""

import logging

from server.chat.client import Client
from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.receive_all

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        for text in texts:
            logging.getLogger("chat").warning("text room=%s %s", client.room_name, text)
        sound(self, client, texts)

    ChatService.receive_all = receive_all  # type: ignore[method-assign]
