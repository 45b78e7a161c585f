"""An announcement for one room is told in all."""

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        return sound(self, text, None)

    Chat.announce = announce  # type: ignore[method-assign]
