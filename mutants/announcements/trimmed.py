"""Spaces around an announcement are taken off."""

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, text.strip(), only)

    ChatService.announce = announce  # type: ignore[method-assign]
