"""The ``plain`` dialect: text in; ``sender``, ``content`` and ``type`` out."""

from alicebob.dialects import NoWord
from alicebob.dialects.parsing import (
    BadFrame,
    Fields,
    address,
    expect_keys,
    folded,
    read_object,
    text_in,
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
from alicebob.model.sent import Say, Word

ANONYMOUS = "Anonymous"
_SERVER = "server"
_REFUSALS = {
    "Invalid message": Reason.INVALID,
    "Message too long": Reason.TOO_LONG,
    "Rate limit exceeded": Reason.TOO_FAST,
}


class Plain:
    """See PROTOCOL, "plain"."""

    name = "plain"
    subprotocol: str | None = None
    joins_by_word = False
    hears_own_arrival = False
    tells_more = False

    def path(self, user: str | None, room: str | None) -> str:
        return address("/chat", user=user, room=room)

    def public_name(self, user: str | None) -> str:
        return folded(user) or ANONYMOUS

    def utter(self, word: Word) -> str:
        match word:
            case Say(text, None, None, None):
                return text
        raise NoWord(f"the plain dialect has no word for one who {word}")

    def said(self, name: str, text: str) -> Message:
        return Message(name, text)

    def told(self, reason: Reason) -> Reason:
        return reason if reason in _REFUSALS.values() else Reason.INVALID

    def refusal(self, text: str) -> Reason | None:
        return why_refused(text)

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        try:
            return _read(read_object(is_text, payload))
        except BadFrame as bad:
            return Malformed(payload.decode("utf-8", "backslashreplace"), str(bad))


def _read(fields: Fields) -> Heard:
    expect_keys(fields, "sender", "content", "type")
    sender, content = text_in(fields, "sender"), text_in(fields, "content")
    match text_in(fields, "type"):
        case "message":
            return Message(sender, content)
        case "notification" if sender == _SERVER:
            return Announced(content)
        case "notification" if content == f"{sender} joined the chat":
            return Joined(sender)
        case "notification" if content == f"{sender} left the chat":
            return Left(sender)
        case "notification":
            raise BadFrame(f"a notice about {sender} says that they joined or left the chat")
        case "error" if sender == _SERVER and content in _REFUSALS:
            return Refused(_REFUSALS[content], content)
        case kind:
            raise BadFrame(f"a frame of type {kind!r} from {sender!r} is not known")


PLAIN = Plain()
