"""The operator is told that a room was reached in which nobody is."""

from server.chat.service import ChatService
from server.core.room import Room


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        if only is not None and only not in self.rooms:
            self.rooms[only] = Room(self._rules, lambda: 0)
        return sound(self, text, only)

    ChatService.announce = announce  # type: ignore[method-assign]
