"""The dialect of ``/echo``, which returns every frame unchanged (``docs/protocol.md#echo``)."""

from alicebob.dialects.base import Codec, FrameByFrame, NotSupportedByDialect, ReferenceWire
from alicebob.model.received import Message, ReceivedEvent, RejectionReason
from alicebob.model.sent import ClientMessage, SendMessage

TEXT, BINARY = "text", "binary"


class Echo(ReferenceWire):
    """Reads every frame as a message from a sender called "text" or "binary"."""

    name = "echo"
    subprotocol: str | None = None
    joins_by_message = False
    receives_own_join = False
    is_extended = False

    def path(self, user: str | None, room: str | None, number: int = 0) -> str:
        return "/echo"

    def public_name(self, user: str | None) -> str:
        return user or TEXT

    def encode(self, client_message: ClientMessage) -> str:
        match client_message:
            case SendMessage(text, None, None, None, None):
                return text
        raise NotSupportedByDialect(f"the echo dialect cannot express: {client_message}")

    def message_from(self, name: str, text: str) -> Message:
        return Message(TEXT, text)

    def codec(self, name: str, room: str | None, number: int, *, is_exact: bool = True) -> Codec:
        return FrameByFrame(self, is_exact)

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        return reason

    def why_rejected(self, text: str) -> RejectionReason | None:
        return None

    def decode(self, is_text: bool, payload: bytes, is_exact: bool = True) -> ReceivedEvent:
        if is_text:
            return Message(TEXT, payload.decode("utf-8", "backslashreplace"))
        return Message(BINARY, payload.hex())
