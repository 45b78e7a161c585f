"""A private message does not tell whom it is for."""

from dataclasses import replace

from server.core.events import Message, Whispered
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: Message) -> bytes:
        return sound(replace(message, to="") if isinstance(message, Whispered) else message)

    events._message = encoded
