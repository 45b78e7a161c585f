"""A name that is taken is refused by a word, but not at the handshake."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.room import Room


def bend() -> None:
    enter, is_taken = Chat.enter, Room.is_taken

    def entered(self: Chat, guest: Guest, name: str) -> None:
        Room.is_taken = lambda self, name: False  # type: ignore[method-assign]
        try:
            enter(self, guest, name)
        finally:
            Room.is_taken = is_taken  # type: ignore[method-assign]

    Chat.is_taken = lambda self, room, name: False  # type: ignore[method-assign]
    Chat.enter = entered  # type: ignore[method-assign]
