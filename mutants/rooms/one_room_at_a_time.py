"""Whoever goes to another room under a known name is not announced there."""

from server import chat
from server.connection import Connection
from server.dialects import plain
from server.websocket import Action


def bend() -> None:
    sound = chat.on_init
    known: dict[str, str] = {}

    def on_init(connection: Connection, visit: chat.Visit) -> Action[None]:
        before = known.setdefault(visit.name, visit.room)
        known[visit.name] = visit.room
        members = visit.chat.room(visit.room)._members
        readers = list(members) if before != visit.room else []
        for reader in readers:
            visit.chat.broadcaster.unsubscribe(visit.room, reader)
        action = sound(connection, visit)
        for reader in readers:
            visit.chat.broadcaster.subscribe(visit.room, reader, plain.encode)
        return action

    chat.on_init = on_init
