"""A long message is prepared aside, so short ones that are said after it overtake it."""

import asyncio

from server import chat
from server.connection import Connection
from server.websocket import Action, Message, TextMessage, continue_connection


def bend() -> None:
    sound = chat.on_message

    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        if isinstance(message, TextMessage) and len(message.text) > 10_000:
            loop = asyncio.get_running_loop()
            loop.call_later(0.005, sound, None, message, connection, visit)
            return continue_connection(None)
        return sound(None, message, connection, visit)

    chat.on_message = on_message
