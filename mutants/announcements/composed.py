"""An announcement is told in composed form, not as it was written."""

import unicodedata

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        return sound(self, unicodedata.normalize("NFC", text), only)

    ChatService.announce = announce  # type: ignore[method-assign]
