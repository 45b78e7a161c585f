"""The ``plain`` dialect: clients send text and receive ``sender``, ``content`` and ``type``."""

from alicebob.dialects.base import Codec, FrameByFrame, NotSupportedByDialect, ReferenceWire
from alicebob.dialects.parsing import (
    BadFrame,
    Fields,
    address,
    expect_keys,
    folded,
    read_object,
    shown,
    text_in,
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
from alicebob.model.sent import ClientMessage, SendMessage
from alicebob.model.shown_text import named

ANONYMOUS = "Anonymous"
_SERVER = "server"
_REFUSALS = {
    "Invalid message": RejectionReason.INVALID,
    "Message too long": RejectionReason.TOO_LONG,
    "Rate limit exceeded": RejectionReason.TOO_FAST,
}


class Plain(ReferenceWire):
    """Dialect of ``docs/protocol.md#plain``."""

    name = "plain"
    subprotocol: str | None = None
    joins_by_message = False
    receives_own_join = False
    is_extended = False

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        return address("/chat", user=user, room=room)

    def public_name(self, user: str | None) -> str:
        return folded(user) or ANONYMOUS

    def encode(self, client_message: ClientMessage) -> str:
        match client_message:
            case SendMessage(text, None, None, None, None):
                return text
        raise NotSupportedByDialect(f"the plain dialect cannot express: {client_message}")

    def codec(self, name: str, room: str | None, number: int, *, is_exact: bool = True) -> Codec:
        return FrameByFrame(self, is_exact)

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        return reason if reason in _REFUSALS.values() else RejectionReason.INVALID

    def why_rejected(self, text: str) -> RejectionReason | None:
        return why_refused(text)

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        try:
            return _read(read_object(is_text, payload, is_exact))
        except BadFrame as bad:
            return Malformed(payload.decode("utf-8", "backslashreplace"), str(bad))


def _read(fields: Fields) -> ReceivedEvent:
    expect_keys(fields, "sender", "content", "type")
    sender, content = text_in(fields, "sender"), text_in(fields, "content")
    match text_in(fields, "type"):
        case "message":
            return Message(sender, content)
        case "notification" if sender == _SERVER:
            return Announcement(content)
        case "notification" if content == f"{sender} joined the chat":
            return UserJoined(sender)
        case "notification" if content == f"{sender} left the chat":
            return UserLeft(sender)
        case "notification":
            notices = f'"{named(sender)} joined the chat" or "{named(sender)} left the chat"'
            raise BadFrame(f"its content is {shown(content)}, and must be {notices}")
        case "error" if sender == _SERVER and content in _REFUSALS:
            return Rejected(_REFUSALS[content], content)
        case "error" if sender != _SERVER:
            raise BadFrame(f'its sender is {shown(sender)}, and must be "{_SERVER}" in an error')
        case "error":
            errors = ", ".join(map(shown, _REFUSALS))
            raise BadFrame(f"its content is {shown(content)}, and must be one of {errors}")
        case kind:
            raise BadFrame(f"there is no frame of type {shown(kind)}")


PLAIN = Plain()
