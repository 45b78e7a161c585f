"""An announcement is told in composed form, not as it was written."""

import unicodedata

from server.chat.service import Chat


def bend() -> None:
    sound = Chat.announce

    def announce(self: Chat, text: str, only: str | None) -> list[str]:
        return sound(self, unicodedata.normalize("NFC", text), only)

    Chat.announce = announce  # type: ignore[method-assign]
