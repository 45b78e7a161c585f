"""A message to many readers is counted as one delivery."""

from collections.abc import Sequence

from server.core.events import Event
from server.ws.pubsub import PubSub


def bend() -> None:
    sound = PubSub[Event].publish_all

    def all_published(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        return min(1, sound(self, topic, events))

    PubSub.publish_all = all_published  # type: ignore[method-assign, assignment]
