"""The ``envelope`` dialect: one shape each way, refusals as bare texts (PROTOCOL, "envelope")."""

from server.core.commands import Command, InvalidCommand, Join, Leave, SendMessage
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
from server.dialects.json import (
    InvalidJson,
    can_be_sent,
    from_json,
    readily_from_json,
    timestamp,
    to_json,
)
from server.dialects.prefixes import MessagePrefixes

_PREFIXES = MessagePrefixes(b'{"type":"message","username":', b',"message":')
_SERVER = "server"
_RATE_LIMITED = b"Rate limit exceeded"
_INVALID = b"Invalid message"
_INVALID_MESSAGE = InvalidCommand(RejectionReason.BAD_MESSAGE, _INVALID.decode())


def decode(text: str) -> Command:
    """What ``text`` asks for; ``InvalidCommand`` if nobody can tell. What it says of the sender is
    ignored, but for the name in a ``join``."""
    try:
        fields = from_json(text)
    except InvalidJson:
        return _INVALID_MESSAGE
    words = _words(fields)
    if words is not None:
        return SendMessage(words)
    match fields:
        case {"type": "join", "username": str(name)}:
            return Join(name)
        case {"type": "join", "username": _}:
            return _INVALID_MESSAGE
        case {"type": "join"}:  # a token tells the name, if anything does
            return Join("")
        case {"type": "leave"}:
            return Leave()
    return _INVALID_MESSAGE


def decode_public(text: str) -> str | None:
    """What ``text`` says to all; None if it wants anything else, or is not understood at once."""
    try:
        return _words(readily_from_json(text))
    except InvalidJson:
        return None


def _words(fields: object) -> str | None:
    if not isinstance(fields, dict) or fields.get("type") != "message":
        return None
    message = fields.get("message")
    return message if isinstance(message, str) and can_be_sent(message) else None


def encode(event: Event) -> bytes | None:
    """The text, in UTF-8, that tells a reader of ``event``; of much else there is no word."""
    if isinstance(event, PublicMessage):  # as good as always
        time = timestamp(event.sequence).encode()
        return _PREFIXES[event.name] + to_json(event.text) + b',"timestamp":"' + time + b'"}'
    match event:
        case UserJoined(name, at):
            return _object("join", name, "", at)
        case UserLeft(name, at):
            return _object("leave", name, "", at)
        case Announcement(text, at):
            return _object("message", _SERVER, text, at)
        case Rejected(why):
            return _RATE_LIMITED if why is RejectionReason.RATE_LIMITED else _INVALID
    return None


def _object(kind: str, name: str, text: str, at: int) -> bytes:
    fields = {"type": kind, "username": name, "message": text, "timestamp": timestamp(at)}
    return to_json(fields)


ENVELOPE = Dialect("chat.envelope", decode, encode, decode_public, receives_own_join=True)
