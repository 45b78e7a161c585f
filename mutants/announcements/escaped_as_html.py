"""An announcement is told as if it stood in a page."""

import html

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, html.escape(text), only)

    ChatService.announce = announce  # type: ignore[method-assign]
