"""Everybody hears their own words at once and those of others a little later, so orders differ."""

import asyncio
from typing import Any

from mutants.saying import say_each
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command
from server.core.events import Event, PublicMessage
from server.ws.pubsub import PubSub


def bend() -> None:
    handle, publish = ChatService._apply, PubSub[Event].publish
    speaking: list[tuple[ChatService, Client]] = []

    def obeyed(self: ChatService, client: Client, command: Command) -> None:
        speaking[:] = [(self, client)]
        handle(self, client, command)

    def later(
        self: PubSub[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> int:
        if not isinstance(event, PublicMessage):
            return publish(self, topic, event, exclude, is_urgent)
        chat, client = speaking[0]
        chat._send_to((client,), event)
        call_later = asyncio.get_running_loop().call_later
        call_later(0.003, publish, self, topic, event, client.connection)
        return self.subscribers(topic)

    say_each()
    ChatService._apply, PubSub.publish = obeyed, later  # type: ignore[method-assign, assignment]
