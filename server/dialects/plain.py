"""The ``plain`` dialect: text in, objects with exactly three keys out (PROTOCOL, "plain")."""

from functools import lru_cache

from server.dialects.json import to_json
from server.events import Event, Joined, Left, Refused, Said

SUBPROTOCOL = "chat.plain"
_NAMES = 16_384  # speakers whose name is kept as JSON
_END_OF_MESSAGE = b',"type":"message"}'


def encode(event: Event) -> bytes:
    """The text, in UTF-8, that tells a reader of ``event``."""
    if isinstance(event, Said):  # as good as always
        return _beginning(event.name) + to_json(event.text) + _END_OF_MESSAGE
    match event:
        case Joined(name):
            return _object(name, f"{name} joined the chat", "notification")
        case Left(name):
            return _object(name, f"{name} left the chat", "notification")
        case Refused(why):
            return _object("server", why.value, "error")


@lru_cache(_NAMES)
def _beginning(name: str) -> bytes:
    """What all messages of ``name`` begin with."""
    return b'{"sender":' + to_json(name) + b',"content":'


def _object(sender: str, content: str, kind: str) -> bytes:
    return to_json({"sender": sender, "content": content, "type": kind})
