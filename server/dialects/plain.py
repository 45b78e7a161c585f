"""The ``plain`` dialect: text in, objects with exactly three keys out.

See docs/protocol.md#plain.
"""

from server.core.events import (
    Announcement,
    Event,
    PublicMessage,
    Rejected,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from server.dialects.base import Dialect
from server.dialects.json import to_json
from server.dialects.prefixes import MessagePrefixes

_SERVER = "server"
END_OF_MESSAGE = b',"type":"message"}'
_ERRORS = {
    RejectionReason.TOO_LONG: "Message too long",
    RejectionReason.RATE_LIMITED: "Rate limit exceeded",
}
_OTHER_ERROR = "Invalid message"


_PREFIXES = MessagePrefixes(b'{"sender":', b',"content":')


def encode(event: Event) -> bytes | None:
    """Return ``event`` as text in UTF-8; None for events that this dialect does not show."""
    if isinstance(event, PublicMessage):  # by far the most frequent event
        return _PREFIXES[event.name] + to_json(event.text) + END_OF_MESSAGE
    match event:
        case UserJoined(name):
            return _object(name, f"{name} joined the chat", "notification")
        case UserLeft(name):
            return _object(name, f"{name} left the chat", "notification")
        case Announcement(text):
            return _object(_SERVER, text, "notification")
        case Rejected(why):
            return _object(_SERVER, _ERRORS.get(why, _OTHER_ERROR), "error")
    return None


def _object(sender: str, content: str, kind: str) -> bytes:
    return to_json({"sender": sender, "content": content, "type": kind})


PLAIN = Dialect("chat.plain", None, encode)
