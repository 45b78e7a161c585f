"""Whoever goes without having come in is announced as left."""

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.clock import microseconds
from server.core.events import Left


def bend() -> None:
    sound = Chat.leave

    def leave(self: Chat, guest: Guest) -> None:
        if guest.room is None:
            self.broadcaster.publish(guest.room_name, Left("somebody", microseconds(), 1))
        sound(self, guest)

    Chat.leave = leave  # type: ignore[method-assign]
