"""Announcements are kept in the history, as words of the server."""

from server.chat.service import Chat
from server.core.events import Said


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        rooms = sound(self, text, only)
        for room in rooms:
            self.order._broker.append(room, Said("server", text))
        return rooms

    Chat.announce = announce  # type: ignore[method-assign]
