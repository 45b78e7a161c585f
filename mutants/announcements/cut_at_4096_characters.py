"""An announcement is cut after 4,096 characters."""

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        return sound(self, text[:4096], only)

    Chat.announce = announce  # type: ignore[method-assign]
