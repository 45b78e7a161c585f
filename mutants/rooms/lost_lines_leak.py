"""A line that is lost is told in every room."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.events import Left
from server.ws.close_codes import CloseCode


def bend() -> None:
    sound = Chat.leave

    def leave(self: Chat, guest: Guest) -> None:
        if guest.room is not None and guest.connection.close_code == CloseCode.ABNORMAL:
            for name in set(self.rooms) - {guest.room_name}:
                left = Left(guest.name, microseconds(), len(self.rooms[name]))
                self.broadcaster.publish(name, left)
        sound(self, guest)

    Chat.leave = leave  # type: ignore[method-assign]
