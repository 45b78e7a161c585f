"""Everybody hears their own words at once and those of others a little later, so orders differ."""

import asyncio

from server import chat
from server.connection import Connection
from server.dialects import plain
from server.room import ToAll
from server.websocket import Action, Message, TextMessage, continue_connection


def bend() -> None:
    def on_message(
        state: chat.Visit, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[chat.Visit]:
        publish, later = visit.chat.broadcaster.publish, asyncio.get_running_loop().call_later
        if isinstance(message, TextMessage):
            for said in visit.chat.room(visit.room).say(connection, message.text):
                connection.send_text(plain.encode(said.event))
                if isinstance(said, ToAll):
                    later(0.003, publish, visit.room, said.event, connection)
        return continue_connection(state)

    chat.on_message = on_message
