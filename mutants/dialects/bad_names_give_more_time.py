"""Whoever tries to join under a bad name may stay at the door for ever."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.web import chat_endpoints


def bend() -> None:
    receive, sound = ChatService.receive, chat_endpoints._expect_joined
    tried: set[Client] = set()

    def heard(self: ChatService, client: Client, text: str) -> None:
        tried.add(client)
        receive(self, client, text)

    def expect_joined(client: Client) -> None:
        if client not in tried:
            sound(client)

    ChatService.receive, chat_endpoints._expect_joined = heard, expect_joined  # type: ignore[method-assign]
