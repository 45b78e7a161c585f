"""Everybody hears their own words at once and those of others a little later, so orders differ."""

import asyncio

from server import chat
from server.connection import Connection
from server.events import Said
from server.room import ToOne
from server.websocket import Action, Message, TextMessage, continue_connection


def bend() -> None:
    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        publish, later = visit.chat.broadcaster.publish, asyncio.get_running_loop().call_later
        if isinstance(message, TextMessage):
            for said in visit.chat.room(visit.room).say(connection, message.text):
                if isinstance(said, Said):
                    visit.chat.deliver(visit.room, [ToOne(said, connection)])
                    later(0.003, publish, visit.room, said, connection)
                else:
                    visit.chat.deliver(visit.room, [said])
        return continue_connection(None)

    chat.on_message = on_message
