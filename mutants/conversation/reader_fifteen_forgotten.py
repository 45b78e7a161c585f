"""Only the first fourteen readers of a room hear what is said."""

from server.broadcaster import Broadcaster
from server.connection import Connection
from server.events import Event, Said


def bend() -> None:
    sound = Broadcaster[Event].publish

    def publish(
        self: Broadcaster[Event], topic: str, event: Event, exclude: Connection | None = None
    ) -> None:
        found = self._topics.get(topic)
        whole = {} if found is None else dict(found.readers)
        if found is not None and isinstance(event, Said):
            found.readers = {e: dict(list(readers.items())[:14]) for e, readers in whole.items()}
        sound(self, topic, event, exclude)
        if found is not None:
            found.readers = whole

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
