"""The ids of messages fall instead of growing."""

from server.core.events import Message
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: Message) -> bytes:
        return sound(message).replace(b"%d" % message.place, b"%d" % (10**16 - message.place), 1)

    events._message = encoded
