"""When one of two people of one name leaves, both are out."""

from server.chat.client import Client
from server.chat.service import ChatService


def bend() -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        members = client.room._members if client.room is not None else {}
        for other, name in members.items():
            if name == client.name:
                self.pubsub.unsubscribe(client.room_name, other.connection)
        sound(self, client)

    ChatService.leave = leave  # type: ignore[method-assign]
