"""Of what is said to people of several dialects, only one dialect is counted."""

from collections.abc import Sequence
from typing import Any

from server.core.events import Event
from server.ws.pubsub import Broadcaster


def bend() -> None:
    sound = Broadcaster[Event].publish_all

    def publish_all(self: Broadcaster[Event], topic: str, events: Sequence[Event]) -> int:
        readers = sound(self, topic, events)
        found: Any = self._topics.get(topic)
        return max(map(len, found.audiences.values()), default=0) if found else readers

    Broadcaster.publish_all = publish_all  # type: ignore[method-assign, assignment]
