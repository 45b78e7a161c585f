"""Whoever comes back is taken out again when the server notices that their old line was lost."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.ws.close_codes import CloseCode


def bend() -> None:
    sound = Chat.leave

    def leave(self: Chat, guest: Guest) -> None:
        members = guest.room._members if guest.room is not None else {}
        for other, name in members.items():
            if name == guest.name and guest.connection.close_code == CloseCode.ABNORMAL:
                self.broadcaster.unsubscribe(guest.room_name, other.connection)
        sound(self, guest)

    Chat.leave = leave  # type: ignore[method-assign]
