"""A message is sent once more, a moment later, to whoever is there by then."""

import asyncio
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
        sound(self, topic, event, exclude)
        if isinstance(event, Said):
            asyncio.get_running_loop().call_later(0.3, sound, self, topic, event)

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
