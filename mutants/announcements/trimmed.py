"""Spaces around an announcement are taken off."""

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        return sound(self, text.strip(), only)

    Chat.announce = announce  # type: ignore[method-assign]
