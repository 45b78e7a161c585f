"""The decoder of the ``events`` dialect, with error messages for invalid messages.

Unknown keys, such as a ``timestamp``, are ignored.
"""

from collections.abc import Callable, Mapping

from server.core.commands import (
    Command,
    InvalidCommand,
    Join,
    Leave,
    ListUsers,
    PingRequest,
    ReadHistory,
    SendMessage,
    SendPrivateMessage,
    SetTyping,
)
from server.core.events import RejectionReason
from server.dialects.json import InvalidJson, can_be_sent, from_json, readily_from_json

MOST_ASKED = 1000  # messages of the history in one request
USUALLY_ASKED = 50
_LONGEST_CLIENT_ID = 128  # characters
_LONGEST_NONCE = 256  # characters
_LONGEST_ID = 18  # digits

Fields = Mapping[str, object]


class _Wrong(Exception):
    """A message is invalid; the text is the error for the user."""


def decode(text: str) -> Command:
    """Return the command in ``text``, or ``InvalidCommand``."""
    try:
        fields = from_json(text)
    except InvalidJson:
        return InvalidCommand(RejectionReason.BAD_JSON, "The message is not valid JSON.")
    if not isinstance(fields, dict):
        return InvalidCommand(RejectionReason.BAD_MESSAGE, "A message must be a JSON object.")
    kind = fields.get("type")
    if not isinstance(kind, str):
        return InvalidCommand(
            RejectionReason.BAD_MESSAGE, 'A message must have a "type", a string.'
        )
    read = _READERS.get(kind)
    if read is None:
        return InvalidCommand(
            RejectionReason.UNKNOWN_TYPE, f"Unknown type. The types are {', '.join(_READERS)}."
        )
    try:
        return read(fields)
    except _Wrong as wrong:
        return InvalidCommand(RejectionReason.BAD_MESSAGE, str(wrong))


def decode_public(text: str) -> str | None:
    """Return the content of a message to the room; None for anything else (fast path)."""
    try:
        fields = readily_from_json(text)
    except InvalidJson:
        return None
    if not isinstance(fields, dict) or fields.get("type") != "message":
        return None
    content = fields.get("content")
    is_more = "to" in fields or "client_id" in fields
    if is_more or not isinstance(content, str) or not can_be_sent(content):
        return None
    return content


def _join(fields: Fields) -> Command:
    nickname = fields.get("nickname", "")
    if not isinstance(nickname, str):
        return InvalidCommand(RejectionReason.BAD_NAME, '"nickname" must be a string.')
    return Join(nickname)


def _message(fields: Fields) -> Command:
    content = _text(fields, "content")
    client_id = _client_id(fields)
    if "to" in fields:
        return SendPrivateMessage(_text(fields, "to"), content, client_id)
    return SendMessage(content, client_id)


def _typing(fields: Fields) -> Command:
    is_typing = fields.get("typing")
    if not isinstance(is_typing, bool):
        raise _Wrong('"typing" must be true or false.')
    return SetTyping(is_typing)


def _users(_fields: Fields) -> Command:
    return ListUsers()


def _history(fields: Fields) -> Command:
    limit = fields.get("limit", USUALLY_ASKED)
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MOST_ASKED:
        raise _Wrong(f'"limit" must be a whole number from 1 to {MOST_ASKED}.')
    before = fields.get("before")
    if before is None:
        return ReadHistory(None, limit)
    sequence = parse_message_id(before) if isinstance(before, str) else None
    if sequence is None:
        raise _Wrong('"before" must be the id of a message.')
    return ReadHistory(sequence, limit)


def _ping(fields: Fields) -> Command:
    nonce = fields.get("nonce", "")
    if not isinstance(nonce, str) or len(nonce) > _LONGEST_NONCE or not can_be_sent(nonce):
        raise _Wrong(f'"nonce" must be a string of at most {_LONGEST_NONCE} characters.')
    return PingRequest(nonce)


def _leave(_fields: Fields) -> Command:
    return Leave()


_READERS: dict[str, Callable[[Fields], Command]] = {
    "join": _join,
    "message": _message,
    "typing": _typing,
    "users": _users,
    "history": _history,
    "ping": _ping,
    "leave": _leave,
}


def parse_message_id(message_id: str) -> int | None:
    """Return the sequence number in a message id, or None if the id is invalid."""
    is_id = message_id.isascii() and message_id.isdigit() and len(message_id) <= _LONGEST_ID
    return int(message_id) if is_id else None


def _text(fields: Fields, key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not can_be_sent(value):
        raise _Wrong(f'"{key}" must be a string.')
    return value


def _client_id(fields: Fields) -> str:
    client_id = fields.get("client_id")
    if client_id is None:
        return ""
    is_text = isinstance(client_id, str) and can_be_sent(client_id)
    if not is_text or not 1 <= len(str(client_id)) <= _LONGEST_CLIENT_ID:
        raise _Wrong(f'"client_id" must be a string of 1 to {_LONGEST_CLIENT_ID} characters.')
    return str(client_id)
