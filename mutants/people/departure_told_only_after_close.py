"""A departure is told only if the line was closed properly."""

from server import chat
from server.closecodes import CloseCode
from server.connection import Connection


def bend() -> None:
    sound = chat.on_close

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        if connection.close_code == CloseCode.ABNORMAL:
            visit.chat.room(visit.room)._members.pop(connection)
        sound(_state, connection, visit)

    chat.on_close = on_close
