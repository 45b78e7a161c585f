"""The ``plain`` dialect: text in, objects with exactly three keys out (PROTOCOL, "plain")."""

from server.dialects.json import to_json
from server.events import Event, Joined, Left, Refused, Said

SUBPROTOCOL = "chat.plain"
_NAMES = 16_384  # speakers of whom the beginning of a message is kept
_END_OF_MESSAGE = b',"type":"message"}'


class _Beginnings(dict[str, bytes]):
    """What all messages of a speaker begin with, made when they speak for the first time."""

    def __missing__(self, name: str) -> bytes:
        if len(self) >= _NAMES:
            self.clear()
        self[name] = b'{"sender":' + to_json(name) + b',"content":'
        return self[name]


_BEGINNINGS = _Beginnings()


def encode(event: Event) -> bytes:
    """The text, in UTF-8, that tells a reader of ``event``."""
    if isinstance(event, Said):  # as good as always
        return _BEGINNINGS[event.name] + to_json(event.text) + _END_OF_MESSAGE
    match event:
        case Joined(name):
            return _object(name, f"{name} joined the chat", "notification")
        case Left(name):
            return _object(name, f"{name} left the chat", "notification")
        case Refused(why):
            return _object("server", why.value, "error")


def _object(sender: str, content: str, kind: str) -> bytes:
    return to_json({"sender": sender, "content": content, "type": kind})
