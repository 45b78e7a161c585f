"""An announcement is told twice."""

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        sound(self, text, only)
        return sound(self, text, only)

    Chat.announce = announce  # type: ignore[method-assign]
