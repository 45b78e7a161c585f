"""An announcement for one room is told in all."""

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text, None)

    ChatService.announce = announce  # type: ignore[method-assign]
