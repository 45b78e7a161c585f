"""Whoever goes without having come in is announced as left."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.events import UserLeft


def bend() -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is None:
            self.pubsub.publish(client.room_name, UserLeft("somebody", microseconds(), 1))
        sound(self, client)

    ChatService.leave = leave  # type: ignore[method-assign]
