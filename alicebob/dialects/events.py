"""The ``events`` dialect: a JSON object per frame."""

import json

from alicebob.dialects.base import Codec, FrameByFrame, ReferenceWire
from alicebob.dialects.parsing import (
    BadFrame,
    Fields,
    address,
    expect_keys,
    folded,
    id_in,
    number_in,
    read_object,
    shown,
    text_in,
    time_in,
    truth_in,
    why_refused,
)
from alicebob.dialects.plain import ANONYMOUS
from alicebob.model.received import (
    Announcement,
    History,
    Malformed,
    Message,
    Pong,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    TypingChanged,
    UserJoined,
    UserLeft,
    UserList,
)
from alicebob.model.sent import (
    ClientMessage,
    Join,
    Leave,
    ListUsers,
    Ping,
    ReadHistory,
    SendMessage,
    SetTyping,
)

_CLAIMED_ID = "0000000000000001"
_REFUSALS = {
    "bad-json": RejectionReason.NO_JSON,
    "bad-message": RejectionReason.INVALID,
    "unknown-type": RejectionReason.UNKNOWN_TYPE,
    "not-joined": RejectionReason.NOT_JOINED,
    "already-joined": RejectionReason.ALREADY_JOINED,
    "bad-name": RejectionReason.BAD_NAME,
    "name-taken": RejectionReason.NAME_TAKEN,
    "no-such-user": RejectionReason.NO_SUCH_USER,
    "too-long": RejectionReason.TOO_LONG,
    "rate-limited": RejectionReason.TOO_FAST,
    "full": RejectionReason.FULL,
}


class Events(ReferenceWire):
    """Dialect of ``docs/protocol.md#events``. A client joins at the handshake or with a message."""

    name = "events"
    receives_own_join = True
    is_extended = True

    def __init__(self, *, joins_by_message: bool = False) -> None:
        """Use ``/ws``, which needs no subprotocol, if ``joins_by_message``."""
        self.joins_by_message = joins_by_message
        self.subprotocol: str | None = None if joins_by_message else "chat.events"

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        if self.joins_by_message:
            return address("/ws", room=room)
        return address("/chat", user=user, room=room)

    def public_name(self, user: str | None) -> str:
        return folded(user) or ANONYMOUS

    def encode(self, client_message: ClientMessage) -> str:
        fields = _fields(client_message)
        said = {key: value for key, value in fields.items() if value is not None}
        return json.dumps(said, ensure_ascii=False)

    def codec(self, name: str, room: str | None, number: int, *, is_exact: bool = True) -> Codec:
        return FrameByFrame(self, is_exact)

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        return reason

    def why_rejected(self, text: str) -> RejectionReason | None:
        return why_refused(text)

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        try:
            return _read(read_object(is_text, payload, is_exact))
        except BadFrame as bad:
            return Malformed(payload.decode("utf-8", "backslashreplace"), str(bad))


def _fields(client_message: ClientMessage) -> dict[str, object]:
    match client_message:
        case SendMessage(text, to, client_id, claimed, at):
            said = {"type": "message", "content": text, "to": to, "client_id": client_id}
            id = None if at is None else _CLAIMED_ID
            return {**said, "nickname": claimed, "sender": claimed, "timestamp": at, "id": id}
        case Join(name):
            return {"type": "join", "nickname": name}
        case Leave():
            return {"type": "leave"}
        case SetTyping(is_typing):
            return {"type": "typing", "typing": is_typing}
        case ListUsers():
            return {"type": "users"}
        case ReadHistory(before, limit):
            return {"type": "history", "before": before, "limit": limit}
        case Ping(nonce):
            return {"type": "ping", "nonce": nonce}


def _read(fields: Fields) -> ReceivedEvent:
    match fields.get("type"):
        case "message" | "private":
            return _read_message(fields)
        case "user_joined" | "user_left" as kind:
            expect_keys(fields, "type", "nickname", "timestamp", "user_count")
            notice = UserJoined if kind == "user_joined" else UserLeft
            count = number_in(fields, "user_count")
            return notice(text_in(fields, "nickname"), count, time_in(fields))
        case "system":
            expect_keys(fields, "type", "content", "timestamp")
            return Announcement(text_in(fields, "content"), time_in(fields))
        case "history":
            return _read_history(fields)
        case "users":
            return _read_users(fields)
        case "typing":
            expect_keys(fields, "type", "nickname", "typing")
            return TypingChanged(text_in(fields, "nickname"), truth_in(fields, "typing"))
        case "pong":
            return _read_pong(fields)
        case "error":
            return _read_error(fields)
        case None if "type" not in fields:
            raise BadFrame("the field type is missing")
        case kind:
            raise BadFrame(f"there is no frame of type {shown(kind)}")


def _read_message(fields: Fields) -> Message | PrivateMessage:
    own = ("client_id",) if "client_id" in fields else ()
    keys = ("content", "id", "timestamp", *own)
    client_id = text_in(fields, "client_id") if own else None
    if fields["type"] == "private":
        expect_keys(fields, "type", "nickname", "to", *keys)
        names = text_in(fields, "nickname"), text_in(fields, "to")
        rest = text_in(fields, "content"), id_in(fields), time_in(fields)
        return PrivateMessage(*names, *rest, client_id)
    expect_keys(fields, "type", "nickname", *keys)
    name, content = text_in(fields, "nickname"), text_in(fields, "content")
    return Message(name, content, id_in(fields), time_in(fields), client_id)


def _read_history(fields: Fields) -> History:
    told = ("last_id",) if "last_id" in fields else ()
    expect_keys(fields, "type", "messages", "complete", *told)
    last_id = text_in(fields, "last_id") if told else None
    messages = fields["messages"]
    if not isinstance(messages, list) or not all(isinstance(m, Fields) for m in messages):
        raise BadFrame(f"its messages are {shown(messages)}, and must be a list of frames")
    if not all(message.get("type") in ("message", "private") for message in messages):
        raise BadFrame("its messages must all have the type message or private")
    numbered = tuple(_read_numbered(number, each) for number, each in enumerate(messages, 1))
    return History(numbered, truth_in(fields, "complete"), last_id)


def _read_numbered(number: int, fields: Fields) -> Message | PrivateMessage:
    """Read a message of a history, and say which one it is if it is wrong."""
    try:
        if "client_id" in fields and fields.is_exact:
            raise BadFrame("there is a client_id, which only the live frame may have")
        return _read_message(fields)
    except BadFrame as bad:
        raise BadFrame(f"in its message {number}, {bad}") from None


def _read_users(fields: Fields) -> UserList:
    expect_keys(fields, "type", "users", "user_count")
    users = fields["users"]
    if not isinstance(users, list) or not all(isinstance(user, Fields) for user in users):
        raise BadFrame(f"its users are {shown(users)}, and must be a list of objects")
    here = []
    for user in users:
        expect_keys(user, "nickname", "connections")
        here.append((text_in(user, "nickname"), number_in(user, "connections")))
    if len({name for name, _ in here}) != len(here) or 0 in [count for _, count in here]:
        raise BadFrame("each user must be listed once, with at least one connection")
    count = number_in(fields, "user_count")
    if count != len(here):
        raise BadFrame(f"its user_count is {count}, and it lists {len(here)} users")
    return UserList(tuple(here))


def _read_pong(fields: Fields) -> Pong:
    nonce = ("nonce",) if "nonce" in fields else ()
    expect_keys(fields, "type", "timestamp", *nonce)
    return Pong(text_in(fields, "nonce") if nonce else None, time_in(fields))


def _read_error(fields: Fields) -> Rejected:
    expect_keys(fields, "type", "code", "content", "timestamp")
    code, sentence = text_in(fields, "code"), text_in(fields, "content")
    if code not in _REFUSALS:
        raise BadFrame(f"its code is {shown(code)}, and must be one of {', '.join(_REFUSALS)}")
    if not sentence.strip():
        raise BadFrame(f"its content is {shown(sentence)}, and must be a sentence")
    return Rejected(_REFUSALS[code], sentence, time_in(fields))


EVENTS = Events()
EVENTS_BY_MESSAGE = Events(joins_by_message=True)
