"""Whoever stands at the door hears already what is said inside."""

from server import reception
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    sound = reception.on_init

    def on_init(connection: Connection, visit: reception.Visit) -> Action[reception.Stay]:
        if visit.name is None:
            visit.chat.broadcaster.subscribe(visit.room, connection, visit.dialect.encode)
        return sound(connection, visit)

    reception.on_init = on_init
