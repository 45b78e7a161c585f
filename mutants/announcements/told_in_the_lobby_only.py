"""An announcement for everybody is told in the lobby only."""

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text, only or "lobby")

    ChatService.announce = announce  # type: ignore[method-assign]
