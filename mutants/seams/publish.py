"""Publish each event by itself, so a mutant can change its topics and its time."""

import asyncio
from collections.abc import Callable, Iterable, Sequence

from mutants.patch import Patch
from server.core.events import Event
from server.ws.connection import Connection
from server.ws.pubsub import PubSub

Where = Callable[[PubSub[Event], str, Event], Iterable[str]]
"""Returns the topics an event goes to, given its own topic."""
Sound = Callable[..., int]
"""Publishes as the unchanged server does and returns the number of readers. Its arguments are
the topic, the event and, optionally, another connection to exclude."""
Publish = Callable[[PubSub[Event], str, Event, Sound], int]


def publish_each() -> None:
    """Send every event through ``publish``. This switches off batched publishing."""

    def publish_all(self: PubSub[Event], topic: str, events: Sequence[Event]) -> int:
        return max([self.publish(topic, event) for event in events], default=0)

    Patch().replace(PubSub, "publish_all", publish_all)


def publish_with(publish: Publish) -> None:
    """Publish each event by ``publish(pubsub, topic, event, sound)``.

    ``sound(topic, event, ...)`` publishes as the unchanged server does, with the same options.
    """
    publish_each()
    unchanged = PubSub[Event].publish

    def replaced(
        self: PubSub[Event],
        topic: str,
        event: Event,
        exclude: Connection | None = None,
        is_urgent: bool = True,
    ) -> int:
        def sound(to: str, what: Event, without: Connection | None = exclude) -> int:
            return unchanged(self, to, what, without, is_urgent)

        return publish(self, topic, event, sound)

    Patch().replace(PubSub, "publish", replaced)


def publish_to(where: Where) -> None:
    """Publish each event once to every topic that ``where`` returns, instead of to its own."""
    publish_with(
        lambda pubsub, topic, event, sound: sum(
            sound(name, event) for name in list(where(pubsub, topic, event))
        )
    )


def publish_again(where: Where, seconds: float) -> None:
    """Publish each event to its own topic, and ``seconds`` later to those of ``where``."""

    def publish(pubsub: PubSub[Event], topic: str, event: Event, sound: Sound) -> int:
        for name in list(where(pubsub, topic, event)):
            asyncio.get_running_loop().call_later(seconds, sound, name, event, None)
        return sound(topic, event)

    publish_with(publish)
