"""Of each person only the last id is remembered."""

from server.core.events import ChatMessage
from server.store.dedup import Deduplicator


def bend() -> None:
    sound = Deduplicator.remember

    def remember(self: Deduplicator, room: str, message: ChatMessage) -> None:
        sound(self, room, message)
        for key in [key for key in self._firsts if key[:2] == (room, message.name)]:
            if key[2] != message.client_id:
                self._forget(key)

    Deduplicator.remember = remember  # type: ignore[method-assign]
