"""A private message does not tell whom it is for."""

from dataclasses import replace

from server.dialects import events
from server.events import Message, Whispered


def bend() -> None:
    sound = events._message

    def encoded(message: Message) -> bytes:
        return sound(replace(message, to="") if isinstance(message, Whispered) else message)

    events._message = encoded
