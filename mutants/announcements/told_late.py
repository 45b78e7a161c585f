"""An announcement is told a little later than it was answered."""

import asyncio

from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.announce

    def announce(self: ChatService, text: str, only: str | None) -> list[str]:
        asyncio.get_running_loop().call_later(0.05, sound, self, text, only)
        return [name for name in self.rooms if only in (None, name)]

    ChatService.announce = announce  # type: ignore[method-assign]
