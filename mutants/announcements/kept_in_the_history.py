"""Announcements are kept in the history, as words of the server."""

from server.chat.service import ChatService
from server.core.events import PublicMessage


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        rooms = sound(self, text, only)
        for room in rooms:
            self.sequencer._store.append(room, PublicMessage("server", text))
        return rooms

    ChatService.announce = announce  # type: ignore[method-assign]
