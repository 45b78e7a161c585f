"""When one of two people of one name leaves, both are out."""

from server import chat
from server.connection import Connection


def bend() -> None:
    sound = chat.on_close

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        for member, name in visit.chat.room(visit.room)._members.items():
            if name == visit.name:
                visit.chat.broadcaster.unsubscribe(visit.room, member)
        sound(_state, connection, visit)

    chat.on_close = on_close
