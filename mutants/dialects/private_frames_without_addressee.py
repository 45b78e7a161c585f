"""A private message does not tell whom it is for."""

from dataclasses import replace

from server.core.events import ChatMessage, PrivateMessage
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        return sound(replace(message, to="") if isinstance(message, PrivateMessage) else message)

    events._message = encoded
