"""An announcement is told as if it stood in a page."""

import html

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        return sound(self, html.escape(text), only)

    Chat.announce = announce  # type: ignore[method-assign]
