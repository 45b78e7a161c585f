"""The ``envelope`` dialect: one JSON form in both directions, and rejections as plain text."""

import json
from urllib.parse import quote

from alicebob.dialects.base import Codec, FrameByFrame, NotSupportedByDialect, ReferenceWire
from alicebob.dialects.parsing import (
    BadFrame,
    Fields,
    expect_keys,
    folded,
    read_object,
    shown,
    text_in,
    time_in,
    why_refused,
)
from alicebob.model.received import (
    Announcement,
    Malformed,
    Message,
    ReceivedEvent,
    Rejected,
    RejectionReason,
    UserJoined,
    UserLeft,
)
from alicebob.model.sent import ClientMessage, Join, Leave, SendMessage
from alicebob.model.wire_facts import DEFAULT_ROOM

_SERVER = "server"
_REFUSALS = {
    b"Invalid message": RejectionReason.INVALID,
    b"Rate limit exceeded": RejectionReason.TOO_FAST,
}
_ANY_TIME = "2026-01-01T00:00:00Z"  # the server ignores a client's time


class Envelope(ReferenceWire):
    """Dialect of ``docs/protocol.md#envelope``. A client joins with a ``join`` message."""

    name = "envelope"
    subprotocol: str | None = None
    joins_by_message = True
    receives_own_join = True
    is_extended = False

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        return "/rooms/" + quote(DEFAULT_ROOM if room is None else room, safe="")

    def public_name(self, user: str | None) -> str:
        return folded(user)

    def encode(self, client_message: ClientMessage) -> str:
        at = _ANY_TIME
        match client_message:
            case SendMessage(text, None, None, claimed, claimed_time):
                kind, name, message = "message", claimed or "", text
                at = claimed_time or at
            case Join(name):
                kind, message = "join", ""
            case Leave():
                kind, name, message = "leave", "", ""
            case _:
                raise NotSupportedByDialect(
                    f"the envelope dialect cannot express: {client_message}"
                )
        fields = {"type": kind, "username": name, "message": message, "timestamp": at}
        return json.dumps(fields, ensure_ascii=False)

    def codec(self, name: str, room: str | None, number: int, *, is_exact: bool = True) -> Codec:
        return FrameByFrame(self, is_exact)

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        return reason if reason is RejectionReason.TOO_FAST else RejectionReason.INVALID

    def why_rejected(self, text: str) -> RejectionReason | None:
        return self.rejection_reason(RejectionReason.INVALID) if why_refused(text) else None

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        if is_text and payload in _REFUSALS:
            return Rejected(_REFUSALS[payload], payload.decode())
        try:
            return _read(read_object(is_text, payload, is_exact))
        except BadFrame as bad:
            return Malformed(payload.decode("utf-8", "backslashreplace"), str(bad))


def _read(fields: Fields) -> ReceivedEvent:
    expect_keys(fields, "type", "username", "message", "timestamp")
    name, message = text_in(fields, "username"), text_in(fields, "message")
    at = time_in(fields)
    match text_in(fields, "type"):
        case "message" if name == _SERVER:
            return Announcement(message, at)
        case "message":
            return Message(name, message, at=at)
        case "join" if not message:
            return UserJoined(name, at=at)
        case "leave" if not message:
            return UserLeft(name, at=at)
        case "join" | "leave":
            raise BadFrame(f"its message is {shown(message)}, and must be empty in a notice")
        case kind:
            raise BadFrame(f"there is no frame of type {shown(kind)}")


ENVELOPE = Envelope()
