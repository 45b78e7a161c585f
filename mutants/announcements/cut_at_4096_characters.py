"""An announcement is cut after 4,096 characters."""

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text[:4096], only)

    ChatService.announce = announce  # type: ignore[method-assign]
