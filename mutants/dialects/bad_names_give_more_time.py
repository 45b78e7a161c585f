"""Whoever tries to join under a bad name may stay at the door for ever."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.web import chat_endpoints


def bend() -> None:
    hear, sound = Chat.hear, chat_endpoints._expect_joined
    tried: set[Guest] = set()

    def heard(self: Chat, guest: Guest, text: str) -> None:
        tried.add(guest)
        hear(self, guest, text)

    def expect_joined(guest: Guest) -> None:
        if guest not in tried:
            sound(guest)

    Chat.hear, chat_endpoints._expect_joined = heard, expect_joined  # type: ignore[method-assign]
