"""Of what is said to people of several dialects, only one dialect is counted."""

from collections.abc import Sequence
from typing import Any

from server.core.events import Event
from server.ws.pubsub import PubSub


def bend() -> None:
    sound = PubSub[Event].publish_all

    def publish_all(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        readers = sound(self, topic, events)
        found: Any = self._topics.get(topic)
        return max(map(len, found.fan_outs.values()), default=0) if found else readers

    PubSub.publish_all = publish_all  # type: ignore[method-assign, assignment]
