"""The ``events`` dialect: a JSON object each way."""

import json

from alicebob.dialects.parsing import (
    BadFrame,
    Fields,
    address,
    expect_keys,
    folded,
    id_in,
    number_in,
    read_object,
    text_in,
    time_in,
    truth_in,
    why_refused,
)
from alicebob.dialects.plain import ANONYMOUS
from alicebob.model.received import (
    Announced,
    Heard,
    History,
    Joined,
    Left,
    Malformed,
    Message,
    Pong,
    Private,
    Reason,
    Refused,
    Typing,
    Users,
)
from alicebob.model.sent import AskHistory, AskUsers, Join, Leave, Ping, Say, Type, Word

_REFUSALS = {
    "bad-json": Reason.NO_JSON,
    "bad-message": Reason.INVALID,
    "unknown-type": Reason.UNKNOWN_TYPE,
    "not-joined": Reason.NOT_JOINED,
    "already-joined": Reason.ALREADY_JOINED,
    "bad-name": Reason.BAD_NAME,
    "name-taken": Reason.NAME_TAKEN,
    "no-such-user": Reason.NO_SUCH_USER,
    "too-long": Reason.TOO_LONG,
    "rate-limited": Reason.TOO_FAST,
    "full": Reason.FULL,
}


class Events:
    """See PROTOCOL, "events". One joins at the handshake, as the page does; or by a word."""

    name = "events"
    hears_own_arrival = True
    tells_more = True

    def __init__(self, *, joins_by_word: bool = False) -> None:
        """``joins_by_word``: by the other address, which needs no subprotocol."""
        self.joins_by_word = joins_by_word
        self.subprotocol: str | None = None if joins_by_word else "chat.events"

    def path(self, user: str | None, room: str | None) -> str:
        if self.joins_by_word:
            return address("/ws", room=room)
        return address("/chat", user=user, room=room)

    def public_name(self, user: str | None) -> str:
        return folded(user) or ANONYMOUS

    def utter(self, word: Word) -> str:
        fields = _fields(word)
        said = {key: value for key, value in fields.items() if value is not None}
        return json.dumps(said, ensure_ascii=False)

    def said(self, name: str, text: str) -> Message:
        return Message(name, text)

    def told(self, reason: Reason) -> Reason:
        return reason

    def refusal(self, text: str) -> Reason | None:
        return why_refused(text)

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        try:
            return _read(read_object(is_text, payload))
        except BadFrame as bad:
            return Malformed(payload.decode("utf-8", "backslashreplace"), str(bad))


def _fields(word: Word) -> dict[str, object]:
    match word:
        case Say(text, to, client_id, claimed):
            said = {"type": "message", "content": text, "to": to, "client_id": client_id}
            return {**said, "nickname": claimed}
        case Join(name):
            return {"type": "join", "nickname": name}
        case Leave():
            return {"type": "leave"}
        case Type(is_typing):
            return {"type": "typing", "typing": is_typing}
        case AskUsers():
            return {"type": "users"}
        case AskHistory(before, limit):
            return {"type": "history", "before": before, "limit": limit}
        case Ping(nonce):
            return {"type": "ping", "nonce": nonce}


def _read(fields: Fields) -> Heard:
    match fields.get("type"):
        case "message" | "private":
            return _read_message(fields)
        case "user_joined" | "user_left" as kind:
            expect_keys(fields, "type", "nickname", "timestamp", "user_count")
            time_in(fields)
            notice = Joined if kind == "user_joined" else Left
            return notice(text_in(fields, "nickname"), number_in(fields, "user_count"))
        case "system":
            expect_keys(fields, "type", "content", "timestamp")
            time_in(fields)
            return Announced(text_in(fields, "content"))
        case "history":
            return _read_history(fields)
        case "users":
            return _read_users(fields)
        case "typing":
            expect_keys(fields, "type", "nickname", "typing")
            return Typing(text_in(fields, "nickname"), truth_in(fields, "typing"))
        case "pong":
            return _read_pong(fields)
        case "error":
            return _read_error(fields)
        case kind:
            raise BadFrame(f"a frame of type {kind!r} is not known")


def _read_message(fields: Fields) -> Message | Private:
    id_and_time = ("id", "timestamp")
    if fields["type"] == "private":
        expect_keys(fields, "type", "nickname", "to", "content", *id_and_time)
        names = text_in(fields, "nickname"), text_in(fields, "to")
        return Private(*names, text_in(fields, "content"), id_in(fields), time_in(fields))
    expect_keys(fields, "type", "nickname", "content", *id_and_time)
    name, content = text_in(fields, "nickname"), text_in(fields, "content")
    return Message(name, content, id_in(fields), time_in(fields))


def _read_history(fields: Fields) -> History:
    expect_keys(fields, "type", "messages", "complete")
    messages = fields["messages"]
    if not isinstance(messages, list) or not all(isinstance(m, dict) for m in messages):
        raise BadFrame("its messages must be a list of frames")
    if not all(message.get("type") in ("message", "private") for message in messages):
        raise BadFrame("a history tells messages, and nothing else")
    return History(tuple(map(_read_message, messages)), truth_in(fields, "complete"))


def _read_users(fields: Fields) -> Users:
    expect_keys(fields, "type", "users", "user_count")
    users = fields["users"]
    if not isinstance(users, list) or not all(isinstance(user, dict) for user in users):
        raise BadFrame("its users must be a list of objects")
    here = []
    for user in users:
        expect_keys(user, "nickname", "connections")
        here.append((text_in(user, "nickname"), number_in(user, "connections")))
    if len({name for name, _ in here}) != len(here) or 0 in [count for _, count in here]:
        raise BadFrame("each of its users stands there once, with a connection or more")
    if number_in(fields, "user_count") != len(here):
        raise BadFrame("its user_count must be the number of its users")
    return Users(tuple(here))


def _read_pong(fields: Fields) -> Pong:
    nonce = ("nonce",) if "nonce" in fields else ()
    expect_keys(fields, "type", "timestamp", *nonce)
    time_in(fields)
    return Pong(text_in(fields, "nonce") if nonce else None)


def _read_error(fields: Fields) -> Refused:
    expect_keys(fields, "type", "code", "content", "timestamp")
    time_in(fields)
    code, sentence = text_in(fields, "code"), text_in(fields, "content")
    if code not in _REFUSALS:
        raise BadFrame(f"the code {code!r} is not known")
    if not sentence.strip():
        raise BadFrame("its content must be a sentence")
    return Refused(_REFUSALS[code], sentence)


EVENTS = Events()
BY_WORD = Events(joins_by_word=True)
