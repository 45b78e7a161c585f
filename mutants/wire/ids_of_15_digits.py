"""The ids of messages are shorter than the protocol says."""

from server.core.events import Message
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: Message) -> bytes:
        place = b'"%d"' % message.place
        return sound(message).replace(place, b'"' + place[2:], 1)

    events._message = encoded
