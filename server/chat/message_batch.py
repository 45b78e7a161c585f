"""What is said to all in one turn of the event loop: the chat's hot path."""

from collections.abc import Callable

from server.chat.counters import Counters
from server.core.events import PublicMessage
from server.ws.write_batch import WriteBatch

_MOST = 64  # messages of a room that are kept and told before the turn ends

Append = Callable[[str, list[PublicMessage]], None]
Publish = Callable[[str, list[PublicMessage]], int]


class MessageBatch:
    """Keeps and tells together what many say in one turn, a room at a time: a message by itself
    costs more than its share of many."""

    def __init__(self, append_all: Append, publish_all: Publish, counters: Counters) -> None:
        """``append_all`` gives the messages of a room their places and keeps them; ``publish_all``
        tells them, and how many heard."""
        self._append_all = append_all
        self._publish_all = publish_all
        self._counts = counters
        self._said: dict[str, list[PublicMessage]] = {}  # by room

    def add(self, room: str, said: list[PublicMessage], write_batch: WriteBatch) -> None:
        """Has ``said`` told before ``write_batch`` ends; the list is taken over."""
        if not self._said:
            write_batch.add_source(self)
        gathered = self._said.get(room)
        if gathered is None:
            self._said[room] = said
            return
        gathered += said
        if len(gathered) > _MOST:
            self.flush()

    def flush(self) -> None:
        """Keeps and tells what was said so far."""
        if not self._said:
            return
        gathered, self._said = self._said, {}
        append_all, publish_all, counters = self._append_all, self._publish_all, self._counts
        for room, said in gathered.items():
            append_all(room, said)
            counters.messages += len(said)
            counters.deliveries += len(said) * publish_all(room, said)
