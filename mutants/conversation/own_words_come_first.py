"""Everybody hears their own words at once and those of others a little later, so orders differ."""

import asyncio

from server import chat
from server.connection import Connection
from server.room import ToAll, ToOne
from server.websocket import Action, Message, TextMessage, continue_connection


def bend() -> None:
    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        publish, later = visit.chat.broadcaster.publish, asyncio.get_running_loop().call_later
        if isinstance(message, TextMessage):
            for said in visit.chat.room(visit.room).say(connection, message.text):
                visit.chat.deliver(visit.room, [ToOne(said.event, connection)])
                if isinstance(said, ToAll):
                    later(0.003, publish, visit.room, said.event, connection)
        return continue_connection(None)

    chat.on_message = on_message
