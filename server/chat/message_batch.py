"""What is said to all in one turn of the event loop: the chat's hot path."""

from collections.abc import Callable

from server.chat.counters import Counts
from server.core.events import Said
from server.ws.write_batch import Turn

_MOST = 64  # messages of a room that are kept and told before the turn ends

Append = Callable[[str, list[Said]], None]
Publish = Callable[[str, list[Said]], int]


class Sayings:
    """Keeps and tells together what many say in one turn, a room at a time: a message by itself
    costs more than its share of many."""

    def __init__(self, append_all: Append, publish_all: Publish, counts: Counts) -> None:
        """``append_all`` gives the messages of a room their places and keeps them; ``publish_all``
        tells them, and how many heard."""
        self._append_all = append_all
        self._publish_all = publish_all
        self._counts = counts
        self._said: dict[str, list[Said]] = {}  # by room

    def add(self, room: str, said: list[Said], turn: Turn) -> None:
        """Has ``said`` told before ``turn`` ends; the list is taken over."""
        if not self._said:
            turn.add_source(self)
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
        append_all, publish_all, counts = self._append_all, self._publish_all, self._counts
        for room, said in gathered.items():
            append_all(room, said)
            counts.messages += len(said)
            counts.deliveries += len(said) * publish_all(room, said)
