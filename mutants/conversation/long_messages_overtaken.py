"""A long message is prepared aside, so short ones that are said after it overtake it."""

import asyncio

from server.chat.client import Guest
from server.chat.service import Chat


def bend() -> None:
    sound = Chat.hear_all

    def hear_all(self: Chat, guest: Guest, texts: list[str]) -> None:
        for text in texts:
            if len(text) > 10_000:
                asyncio.get_running_loop().call_later(0.005, sound, self, guest, [text])
            else:
                sound(self, guest, [text])

    Chat.hear_all = hear_all  # type: ignore[method-assign]
