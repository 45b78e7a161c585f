"""The ``envelope`` dialect: one shape each way, and refusals as bare text."""

import json
from urllib.parse import quote

from alicebob.dialects import NoWord
from alicebob.dialects.parsing import (
    BadFrame,
    Fields,
    expect_keys,
    folded,
    read_object,
    text_in,
    time_in,
    why_refused,
)
from alicebob.model.received import (
    Announced,
    Heard,
    Joined,
    Left,
    Malformed,
    Message,
    Reason,
    Refused,
)
from alicebob.model.sent import Join, Leave, Say, Word

_SERVER = "server"
_REFUSALS = {b"Invalid message": Reason.INVALID, b"Rate limit exceeded": Reason.TOO_FAST}
_ANY_TIME = "2026-01-01T00:00:00Z"  # what a client says of the time is ignored


class Envelope:
    """See PROTOCOL, "envelope". One is in after a ``join``."""

    name = "envelope"
    subprotocol: str | None = None
    joins_by_word = True
    hears_own_arrival = True
    tells_more = False

    def path(self, user: str | None, room: str | None) -> str:
        return "/rooms/" + quote("lobby" if room is None else room, safe="")

    def public_name(self, user: str | None) -> str:
        return folded(user)

    def utter(self, word: Word) -> str:
        match word:
            case Say(text, None, None, claimed):
                kind, name, message = "message", claimed or "", text
            case Join(name):
                kind, message = "join", ""
            case Leave():
                kind, name, message = "leave", "", ""
            case _:
                raise NoWord(f"the envelope dialect has no word for one who {word}")
        fields = {"type": kind, "username": name, "message": message, "timestamp": _ANY_TIME}
        return json.dumps(fields, ensure_ascii=False)

    def said(self, name: str, text: str) -> Message:
        return Message(name, text)

    def told(self, reason: Reason) -> Reason:
        return reason if reason is Reason.TOO_FAST else Reason.INVALID

    def refusal(self, text: str) -> Reason | None:
        return self.told(Reason.INVALID) if why_refused(text) else None

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        if is_text and payload in _REFUSALS:
            return Refused(_REFUSALS[payload], payload.decode())
        try:
            return _read(read_object(is_text, payload))
        except BadFrame as bad:
            return Malformed(payload.decode("utf-8", "backslashreplace"), str(bad))


def _read(fields: Fields) -> Heard:
    expect_keys(fields, "type", "username", "message", "timestamp")
    name, message = text_in(fields, "username"), text_in(fields, "message")
    at = time_in(fields)
    match text_in(fields, "type"):
        case "message" if name == _SERVER:
            return Announced(message)
        case "message":
            return Message(name, message, at=at)
        case "join" if not message:
            return Joined(name)
        case "leave" if not message:
            return Left(name)
        case kind:
            raise BadFrame(f"a frame of type {kind!r} with {message!r} is not known")


ENVELOPE = Envelope()
