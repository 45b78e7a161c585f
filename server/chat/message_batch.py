"""The batch of public messages of one event loop iteration: the hot path of the chat."""

from collections.abc import Callable

from server.chat.counters import Counters
from server.core.events import PublicMessage
from server.ws.write_batch import WriteBatch

_MOST = 64  # messages of a room after which its batch is stored and published early

Append = Callable[[str, list[PublicMessage]], None]
Publish = Callable[[str, list[PublicMessage]], int]


class MessageBatch:
    """Stores and publishes the public messages of one write batch together, room by room.

    A message by itself costs more than its share of a batch.
    """

    def __init__(
        self,
        append_all: Append,
        publish_all: Publish,
        counters: Counters,
        on_failure: Callable[[str], None],
    ) -> None:
        """Create an empty batch.

        ``append_all`` assigns sequence numbers to the messages of a room and stores them;
        ``publish_all`` publishes them and returns the number of readers. ``on_failure`` is called
        while an exception is handled that has cost a room its batch.
        """
        self._append_all = append_all
        self._publish_all = publish_all
        self._counts = counters
        self._on_failure = on_failure
        self._said: dict[str, list[PublicMessage]] = {}  # by room

    def add(self, room: str, said: list[PublicMessage], write_batch: WriteBatch) -> None:
        """Publish ``said`` before ``write_batch`` is flushed; the batch takes over the list."""
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
        """Store and publish all messages gathered so far."""
        if not self._said:
            return
        gathered, self._said = self._said, {}
        append_all, publish_all, counters = self._append_all, self._publish_all, self._counts
        for room, said in gathered.items():
            try:
                append_all(room, said)
                counters.messages += len(said)
                counters.deliveries += len(said) * publish_all(room, said)
            except Exception:  # the other rooms have a right to their messages
                self._on_failure(room)
