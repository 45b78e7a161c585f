"""Publish each event by itself, so a mutant can change its topics and its time."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mutants.patch import Patch
from server.core.events import Event
from server.ws.pubsub import PubSub

Where = Callable[[PubSub[Event], str, Event], Iterable[str]]
"""Returns the topics an event goes to, given its own topic."""


def publish_each() -> None:
    """Send every event through ``publish``. This switches off batched publishing."""

    def publish_all(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        return max([self.publish(topic, event) for event in events], default=0)

    Patch().replace(PubSub, "publish_all", publish_all)


def publish_to(where: Where) -> None:
    """Publish each event once to every topic that ``where`` returns, instead of to its own."""
    publish_each()
    sound = PubSub[Event].publish

    def publish(
        self: PubSub[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> int:
        names = list(where(self, topic, event))
        return sum(sound(self, name, event, exclude, is_urgent) for name in names)

    Patch().replace(PubSub, "publish", publish)


def publish_again(where: Where, seconds: float) -> None:
    """Publish each event to its own topic, and ``seconds`` later to those of ``where``."""
    publish_each()
    sound = PubSub[Event].publish

    def publish(
        self: PubSub[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> int:
        for name in list(where(self, topic, event)):
            asyncio.get_running_loop().call_later(seconds, sound, self, name, event)
        return sound(self, topic, event, exclude, is_urgent)

    Patch().replace(PubSub, "publish", publish)
