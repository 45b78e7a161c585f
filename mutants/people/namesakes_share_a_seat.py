"""When one of two people of one name leaves, both are out."""

from server.chat.client import Guest
from server.chat.service import Chat


def bend() -> None:
    sound = Chat.leave

    def leave(self: Chat, guest: Guest) -> None:
        members = guest.room._members if guest.room is not None else {}
        for other, name in members.items():
            if name == guest.name:
                self.broadcaster.unsubscribe(guest.room_name, other.connection)
        sound(self, guest)

    Chat.leave = leave  # type: ignore[method-assign]
