"""The ``events`` dialect: JSON objects both ways (docs/protocol.md#events)."""

from collections.abc import Collection

from server.core.events import (
    Announcement,
    ChatMessage,
    Confirmed,
    Event,
    History,
    PongReply,
    PresentUser,
    PrivateMessage,
    PublicMessage,
    Rejected,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from server.core.people import UserPage, pages_of
from server.dialects.base import Dialect
from server.dialects.events_decode import decode, decode_public
from server.dialects.json import timestamp, to_json
from server.dialects.last_history import LastHistory
from server.dialects.prefixes import MessagePrefixes
from server.ws.frames import Bytes

_MESSAGE = b'{"type":"message","id":"'
_PRIVATE = b'{"type":"private","id":"'
_PREFIXES = MessagePrefixes(b'","nickname":', b',"content":')
_last_history = LastHistory()
MOST_HISTORY = 900 * 1024  # bytes of one history frame; many clients accept no more than 1 MiB


def encode(event: Event) -> bytes | None:
    """Return ``event`` as text in UTF-8."""
    if isinstance(event, PublicMessage):  # by far the most frequent event
        return encode_message(event)
    match event:
        case PrivateMessage():
            return encode_message(event)
        case Confirmed(message, client_id):
            return encode_message(message)[:-1] + b',"client_id":' + to_json(client_id) + b"}"
        case UserJoined(name, at, count):
            return _object("user_joined", nickname=name, timestamp=timestamp(at), user_count=count)
        case UserLeft(name, at, count):
            return _object("user_left", nickname=name, timestamp=timestamp(at), user_count=count)
        case TypingChanged(name, is_typing):
            return _object("typing", nickname=name, typing=is_typing)
        case Announcement(text, at):
            return _object("system", content=text, timestamp=timestamp(at))
        case UserList(people):
            return b"".join(encode_users(people))
        case History():
            return encode_history(event)
        case PongReply(nonce, at):
            return _object("pong", nonce=nonce, timestamp=timestamp(at))
        case Rejected(why, sentence, at):
            return _object("error", code=why.value, content=sentence, timestamp=timestamp(at))


def _object(kind: str, **fields: object) -> bytes:
    return to_json({"type": kind, **fields})


def encode_users(people: Collection[PresentUser]) -> list[Bytes]:
    """Return a user list in parts; those of the pages are shared by all lists."""
    parts: list[Bytes] = [page.encoded or _encode_page(page) for page in pages_of(people)]
    if parts:
        parts[0] = memoryview(parts[0])[1:]  # without the comma
    return [b'{"type":"users","users":[', *parts, b'],"user_count":%d}' % len(people)]


def _encode_page(page: UserPage) -> bytes:
    """Return the users of ``page`` in JSON, each after a comma, and keep that."""
    users = [to_json({"nickname": u.name, "connections": u.connections}) for u in page.users]
    page.encoded = b"".join([b"," + user for user in users])
    return page.encoded


def encode_message(message: ChatMessage) -> bytes:
    """Assemble the frame by hand: the server sends thousands a second."""
    sequence = b"%d" % message.sequence
    if isinstance(message, PublicMessage):
        beginning = _MESSAGE + sequence + _PREFIXES[message.name]
    else:
        addressee = b',"to":' + to_json(message.to) + b',"content":'
        beginning = _PRIVATE + sequence + b'","nickname":' + to_json(message.name) + addressee
    time = timestamp(message.at or message.sequence).encode()
    return beginning + to_json(message.text) + b',"timestamp":"' + time + b'"}'


def encode_history(history: History) -> bytes:
    """Return a history frame. All who join between two messages share its bytes."""
    text = _last_history.text_of(history)
    if text is None:
        text = _history(history)
        _last_history.remember(history, text)
    return text


def _history(history: History) -> bytes:
    """Return a history frame with as many of the newest messages as fit."""
    shown: list[bytes] = []
    size, is_complete = 0, history.is_complete
    for message in reversed(history.messages):
        text = encode_message(message)
        size += len(text) + 1
        if shown and size > MOST_HISTORY:
            is_complete = False
            break
        shown.append(text)
    complete = b"true" if is_complete else b"false"
    all_of_them = b",".join(reversed(shown))
    newest = b"" if history.newest is None else b',"last_id":"%b"' % _id_of(history.newest)
    return b'{"type":"history","messages":[%b],"complete":%b%b}' % (all_of_them, complete, newest)


def _id_of(sequence: int) -> bytes:
    """Return the id of a message by its sequence number; empty for 0, which is no message."""
    return b"%d" % sequence if sequence else b""


EVENTS = Dialect(
    "chat.events",
    decode,
    encode,
    decode_public,
    is_extended=True,
    receives_own_join=True,
    encode_users=encode_users,
)
