"""Only the first 32 readers of a room are sent anything."""

from server.broadcaster import Broadcaster
from server.connection import Connection
from server.dialects import plain
from server.events import Event


def bend() -> None:
    def publish(
        self: Broadcaster[Event], topic: str, event: Event, exclude: Connection | None = None
    ) -> None:
        found = self._topics.get(topic)
        for readers in [] if found is None else found.readers.values():
            for reader in list(readers.values())[:32]:
                if reader is not exclude:
                    reader.send_text(plain.encode(event))

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
