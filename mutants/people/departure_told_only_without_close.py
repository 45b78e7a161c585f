"""Whoever says goodbye properly is not announced as left; whoever is lost is."""

from server import chat
from server.closecodes import CloseCode
from server.connection import Connection


def bend() -> None:
    sound = chat.on_close

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        if connection.close_code != CloseCode.ABNORMAL:
            visit.chat.room(visit.room)._members.pop(connection)
        sound(_state, connection, visit)

    chat.on_close = on_close
