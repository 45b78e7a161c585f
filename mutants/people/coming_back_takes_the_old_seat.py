"""Whoever comes back is taken out again when the server notices that their old line was lost."""

from server import chat
from server.closecodes import CloseCode
from server.connection import Connection


def bend() -> None:
    sound = chat.on_close

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        for member, name in visit.chat.room(visit.room)._members.items():
            if name == visit.name and connection.close_code == CloseCode.ABNORMAL:
                visit.chat.broadcaster.unsubscribe(visit.room, member)
        sound(_state, connection, visit)

    chat.on_close = on_close
