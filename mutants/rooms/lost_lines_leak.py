"""A line that is lost is told in every room."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.clock import microseconds
from server.core.events import UserLeft
from server.ws.close_codes import CloseCode


def bend() -> None:
    sound = ChatService.leave

    def leave(self: ChatService, client: Client) -> None:
        if client.room is not None and client.connection.close_code == CloseCode.ABNORMAL:
            for name in set(self.rooms) - {client.room_name}:
                left = UserLeft(client.name, microseconds(), len(self.rooms[name]))
                self.pubsub.publish(name, left)
        sound(self, client)

    ChatService.leave = leave  # type: ignore[method-assign]
