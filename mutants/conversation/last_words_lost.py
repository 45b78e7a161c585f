"""What somebody says and leaves at once is lost."""

import asyncio

from server import chat
from server.connection import Connection
from server.websocket import Action, Message, TextMessage, continue_connection


def bend() -> None:
    sound = chat.on_message

    def say(message: Message, speaker: Connection, visit: chat.Visit) -> None:
        if speaker.is_open:
            sound(None, message, speaker, visit)

    def on_message(
        _state: None, message: Message, connection: Connection, visit: chat.Visit
    ) -> Action[None]:
        if isinstance(message, TextMessage):
            asyncio.get_running_loop().call_later(0.002, say, message, connection, visit)
        return continue_connection(None)

    chat.on_message = on_message
