"""A message is heard in every room."""

from typing import Any

from server.broadcaster import Broadcaster
from server.events import Event, Said


def bend() -> None:
    sound = Broadcaster[Event].publish

    def publish(
        self: Broadcaster[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> None:
        for room in list(self._topics) if isinstance(event, Said) else [topic]:
            sound(self, room, event, exclude)

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
