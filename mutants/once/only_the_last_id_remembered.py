"""Of each person only the last id is remembered."""

from server.core.events import Message
from server.store.dedup import Repeats


def bend() -> None:
    sound = Repeats.remember

    def remember(self: Repeats, room: str, message: Message) -> None:
        sound(self, room, message)
        for key in [key for key in self._firsts if key[:2] == (room, message.name)]:
            if key[2] != message.client_id:
                self._forget(key)

    Repeats.remember = remember  # type: ignore[method-assign]
