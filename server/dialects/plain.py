"""The ``plain`` dialect: text in, objects with exactly three keys out (PROTOCOL, "plain")."""

from server.dialects.json import to_json
from server.events import Event, Joined, Left, Refused, Said

SUBPROTOCOL = "chat.plain"


def encode(event: Event) -> str:
    """The text frame that tells a reader of ``event``."""
    match event:
        case Said(name, text):
            return _object(name, text, "message")
        case Joined(name):
            return _object(name, f"{name} joined the chat", "notification")
        case Left(name):
            return _object(name, f"{name} left the chat", "notification")
        case Refused(why):
            return _object("server", why.value, "error")


def _object(sender: str, content: str, kind: str) -> str:
    return to_json({"sender": sender, "content": content, "type": kind})
