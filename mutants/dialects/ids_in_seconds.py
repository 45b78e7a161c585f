"""Messages of the same second bear one id."""

from server.core.events import ChatMessage
from server.dialects import events


def bend() -> None:
    sound = events._message

    def encoded(message: ChatMessage) -> bytes:
        return sound(message).replace(b"%d" % message.sequence, b"%d" % (message.sequence // 10**6))

    events._message = encoded
