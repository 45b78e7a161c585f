"""Whoever comes back is taken out again when the server notices that their old line was lost."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.ws.close_codes import CloseCode


def bend() -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        members = client.room._members if client.room is not None else {}
        for other, name in members.items():
            if name == client.name and client.connection.close_code == CloseCode.ABNORMAL:
                self.pubsub.unsubscribe(client.room_name, other.connection)
        sound(self, client)

    ChatService.leave = leave  # type: ignore[method-assign]
