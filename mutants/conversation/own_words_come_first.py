"""Everybody hears their own words at once and those of others a little later, so orders differ."""

import asyncio
from typing import Any

from mutants.saying import say_each
from server.chat.client import Guest
from server.chat.service import Chat
from server.core.commands import Command
from server.core.events import Event, Said
from server.ws.pubsub import Broadcaster


def bend() -> None:
    obey, publish = Chat._obey, Broadcaster[Event].publish
    speaking: list[tuple[Chat, Guest]] = []

    def obeyed(self: Chat, guest: Guest, command: Command) -> None:
        speaking[:] = [(self, guest)]
        obey(self, guest, command)

    def later(
        self: Broadcaster[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> int:
        if not isinstance(event, Said):
            return publish(self, topic, event, exclude, is_urgent)
        chat, guest = speaking[0]
        chat._tell((guest,), event)
        call_later = asyncio.get_running_loop().call_later
        call_later(0.003, publish, self, topic, event, guest.connection)
        return self.subscribers(topic)

    say_each()
    Chat._obey, Broadcaster.publish = obeyed, later  # type: ignore[method-assign, assignment]
