"""A moment after it was said, a message is heard in the other rooms too."""

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
        for room in self._topics if isinstance(event, Said) else ():
            if room != topic:
                asyncio.get_running_loop().call_later(0.05, sound, self, room, event)

    Broadcaster.publish = publish  # type: ignore[method-assign, assignment]
