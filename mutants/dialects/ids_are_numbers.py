"""The id of a message is a number, not a string."""

from server.core.events import Message
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: Message) -> bytes:
        return sound(message).replace(b'"%d"' % message.place, b"%d" % message.place, 1)

    events._message = encoded
