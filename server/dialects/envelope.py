"""The ``envelope`` dialect: one JSON shape both ways, and bare text for rejected messages.

See docs/protocol.md#envelope.
"""

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
    """Return the command in ``text``, or ``InvalidCommand``.

    Apart from the name in a ``join``, the sender in ``text`` is ignored.
    """
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
        case {"type": "join"}:  # valid only if a token has the name
            return Join("")
        case {"type": "leave"}:
            return Leave()
    return _INVALID_MESSAGE


def decode_public(text: str) -> str | None:
    """Return the content of a message to the room; None for anything else (fast path)."""
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
    """Return ``event`` as text in UTF-8; None for events that this dialect does not show."""
    if isinstance(event, PublicMessage):  # by far the most frequent event
        time = timestamp(event.at or event.sequence).encode()
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
