"""Everybody hears their own words at once and those of others a little later, so orders differ."""

import asyncio

from server import chat
from server.connection import Connection
from server.room import ToAll, ToOne, ToOthers
from server.websocket import Action, Message, TextMessage, continue_connection


def bend() -> None:
    def on_message(
        state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        deliver, later = visit.chat.deliver, asyncio.get_running_loop().call_later
        if isinstance(message, TextMessage):
            said = visit.chat.room(visit.room).say(connection, message.text)
            deliver(visit.room, [ToOne(d.event, connection) for d in said])
            told = [ToOthers(d.event, connection) for d in said if isinstance(d, ToAll)]
            later(0.003, deliver, visit.room, told)
        return continue_connection(state)

    chat.on_message = on_message
