"""Whoever says that they leave is announced as left once more when their line ends."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.events import UserLeft


def bend() -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is not None and client not in client.room:
            count = len(client.room.names)
            self.pubsub.publish(client.room_name, UserLeft(client.name, microseconds(), count))
        sound(self, client)

    ChatService.leave = leave  # type: ignore[method-assign]
