"""An announcement is told twice."""

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        sound(self, text, only)
        return sound(self, text, only)

    ChatService.announce = announce  # type: ignore[method-assign]
