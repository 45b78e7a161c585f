"""A line that is lost is told in every room."""

from server import chat
from server.closecodes import CloseCode
from server.connection import Connection
from server.events import Left


def bend() -> None:
    sound = chat.on_close

    def on_close(_state: None, connection: Connection, visit: chat.Visit) -> None:
        sound(_state, connection, visit)
        if connection.close_code == CloseCode.ABNORMAL:
            for room in set(visit.chat.rooms) - {visit.room}:
                visit.chat.broadcaster.publish(room, Left(visit.name))

    chat.on_close = on_close
