"""A name that is taken is refused by a word, but not at the handshake."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.room import Room


def bend() -> None:
    enter, is_taken = ChatService.enter, Room.is_taken

    def entered(self: ChatService, client: Client, name: str) -> None:
        Room.is_taken = lambda self, name: False  # type: ignore[method-assign]
        try:
            enter(self, client, name)
        finally:
            Room.is_taken = is_taken  # type: ignore[method-assign]

    ChatService.is_taken = lambda self, room, name: False  # type: ignore[method-assign]
    ChatService.enter = entered  # type: ignore[method-assign]
