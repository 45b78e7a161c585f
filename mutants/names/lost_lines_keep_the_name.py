"""The name of somebody whose line was lost is not free again."""

from server.chat.client import Client
from server.chat.service import ChatService
from server.ws.close_codes import CloseCode


def bend() -> None:
    leave, is_taken = ChatService.leave, ChatService.is_taken
    lost: set[tuple[str, str]] = set()

    def left(self: ChatService, client: Client) -> None:
        if client.connection.close_code == CloseCode.ABNORMAL:
            lost.add((client.room_name, client.name))
        leave(self, client)

    def taken(self: ChatService, room: str, name: str) -> bool:
        return is_taken(self, room, name) or (self._rules.unique_names and (room, name) in lost)

    ChatService.leave, ChatService.is_taken = left, taken  # type: ignore[method-assign]
