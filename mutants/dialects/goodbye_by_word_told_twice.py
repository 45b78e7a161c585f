"""Whoever says that they leave is announced as left once more when their line ends."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.events import Left


def bend() -> None:
    sound = Chat.leave

    def leave(self: Chat, guest: Guest) -> None:
        if guest.room is not None and guest not in guest.room:
            count = len(guest.room.names)
            self.broadcaster.publish(guest.room_name, Left(guest.name, microseconds(), count))
        sound(self, guest)

    Chat.leave = leave  # type: ignore[method-assign]
