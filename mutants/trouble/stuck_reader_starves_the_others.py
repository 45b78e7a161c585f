"""As long as one reader takes nothing, nobody is sent anything."""

import asyncio
from typing import Any

from mutants.publishing import publish_each
from server.core.events import Event
from server.ws.connection import Connection
from server.ws.pubsub import PubSub


def bend() -> None:
    sound = PubSub[Event].publish
    waiting: list[tuple[Any, ...]] = []

    def send() -> None:
        while waiting and not any(map(_is_stuck, _readers(*waiting[0]))):
            sound(*waiting.pop(0))
        if waiting:
            asyncio.get_running_loop().call_later(0.01, send)

    def publish(
        self: PubSub[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> int:
        waiting.append((self, topic, event, exclude))
        if len(waiting) == 1:
            send()
        return self.subscribers(topic)

    publish_each()
    PubSub.publish = publish  # type: ignore[method-assign, assignment]


def _readers(chat: PubSub[Event], topic: str, *_event: Any) -> list[Any]:
    found = chat._topics.get(topic)
    return [r for a in found.fan_outs.values() for r in a._readers.values()] if found else []


def _is_stuck(reader: Connection) -> bool:
    return reader.is_open and reader._transport.get_write_buffer_size() > 0
