"""The name of somebody whose line was lost is not free again."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.ws.close_codes import CloseCode


def bend() -> None:
    leave, is_taken = Chat.leave, Chat.is_taken
    lost: set[tuple[str, str]] = set()

    def left(self: Chat, guest: Guest) -> None:
        if guest.connection.close_code == CloseCode.ABNORMAL:
            lost.add((guest.room_name, guest.name))
        leave(self, guest)

    def taken(self: Chat, room: str, name: str) -> bool:
        return is_taken(self, room, name) or (self._rules.unique_names and (room, name) in lost)

    Chat.leave, Chat.is_taken = left, taken  # type: ignore[method-assign]
