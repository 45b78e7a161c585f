"""A repetition is not told again, but stands in the history."""

from dataclasses import replace

from server.core.events import Message
from server.store.memory import MemoryBroker


def bend() -> None:
    sound = MemoryBroker.append

    def append(self: MemoryBroker, room: str, message: Message) -> Message:
        first = sound(self, room, message)
        if first is not message:
            self.append_all(room, (replace(message, client_id=""),))
        return first

    MemoryBroker.append = append  # type: ignore[method-assign]
