"""The ``plain`` dialect: text in, objects with exactly three keys out (PROTOCOL, "plain")."""

from server.core.events import Announced, Event, Joined, Left, Refusal, Refused, Said
from server.dialects.base import Dialect
from server.dialects.json import to_json
from server.dialects.prefixes import Beginnings

_SERVER = "server"
_END_OF_MESSAGE = b',"type":"message"}'
_REFUSALS = {
    Refusal.TOO_LONG: "Message too long",
    Refusal.RATE_LIMITED: "Rate limit exceeded",
}
_ANY_OTHER_REFUSAL = "Invalid message"


_BEGINNINGS = Beginnings(b'{"sender":', b',"content":')


def encode(event: Event) -> bytes | None:
    """The text, in UTF-8, that tells a reader of ``event``; of much else ``plain`` has no word."""
    if isinstance(event, Said):  # as good as always
        return _BEGINNINGS[event.name] + to_json(event.text) + _END_OF_MESSAGE
    match event:
        case Joined(name):
            return _object(name, f"{name} joined the chat", "notification")
        case Left(name):
            return _object(name, f"{name} left the chat", "notification")
        case Announced(text):
            return _object(_SERVER, text, "notification")
        case Refused(why):
            return _object(_SERVER, _REFUSALS.get(why, _ANY_OTHER_REFUSAL), "error")
    return None


def _object(sender: str, content: str, kind: str) -> bytes:
    return to_json({"sender": sender, "content": content, "type": kind})


PLAIN = Dialect("chat.plain", None, encode)
