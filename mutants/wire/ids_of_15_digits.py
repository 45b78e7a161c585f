"""The ids of messages are shorter than the protocol says."""

from server.core.events import ChatMessage
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        sequence = b'"%d"' % message.sequence
        return sound(message).replace(sequence, b'"' + sequence[2:], 1)

    events._message = encoded
