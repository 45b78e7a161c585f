"""An announcement for everybody is told in the lobby only."""

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        return sound(self, text, only or "lobby")

    Chat.announce = announce  # type: ignore[method-assign]
