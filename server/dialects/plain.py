"""The ``plain`` dialect: text in, objects with exactly three keys out (PROTOCOL, "plain")."""

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
_END_OF_MESSAGE = b',"type":"message"}'
_REFUSALS = {
    RejectionReason.TOO_LONG: "Message too long",
    RejectionReason.RATE_LIMITED: "Rate limit exceeded",
}
_ANY_OTHER_REFUSAL = "Invalid message"


_PREFIXES = MessagePrefixes(b'{"sender":', b',"content":')


def encode(event: Event) -> bytes | None:
    """The text, in UTF-8, that tells a reader of ``event``; of much else ``plain`` has no word."""
    if isinstance(event, PublicMessage):  # as good as always
        return _PREFIXES[event.name] + to_json(event.text) + _END_OF_MESSAGE
    match event:
        case UserJoined(name):
            return _object(name, f"{name} joined the chat", "notification")
        case UserLeft(name):
            return _object(name, f"{name} left the chat", "notification")
        case Announcement(text):
            return _object(_SERVER, text, "notification")
        case Rejected(why):
            return _object(_SERVER, _REFUSALS.get(why, _ANY_OTHER_REFUSAL), "error")
    return None


def _object(sender: str, content: str, kind: str) -> bytes:
    return to_json({"sender": sender, "content": content, "type": kind})


PLAIN = Dialect("chat.plain", None, encode)
