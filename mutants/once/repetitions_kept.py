"""A repetition is not told again, but stands in the history."""

from dataclasses import replace

from server.core.events import ChatMessage
from server.store.memory import MemoryStore


def bend() -> None:
    sound = MemoryStore.append

    def append(self: MemoryStore, room: str, message: ChatMessage) -> ChatMessage:
        first = sound(self, room, message)
        if first is not message:
            self.append_all(room, (replace(message, client_id=""),))
        return first

    MemoryStore.append = append  # type: ignore[method-assign]
