"""What people say stands in the log."""

import logging

from server.chat.client import Guest
from server.chat.service import Chat


def bend() -> None:
    sound = Chat.hear_all

    def hear_all(self: Chat, guest: Guest, texts: list[str]) -> None:
        for text in texts:
            logging.getLogger("chat").warning("text room=%s %s", guest.room_name, text)
        sound(self, guest, texts)

    Chat.hear_all = hear_all  # type: ignore[method-assign]
