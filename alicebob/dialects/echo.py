"""What ``/echo`` speaks: whatever is said comes back as it was."""

from alicebob.dialects import NoWord
from alicebob.model.received import Heard, Message, Reason
from alicebob.model.sent import Say, Word

TEXT, BINARY = "text", "binary"


class Echo:
    """Hears every frame as a message from its kind: text or binary."""

    name = "echo"
    subprotocol: str | None = None
    joins_by_word = False
    hears_own_arrival = False
    tells_more = False

    def path(self, user: str | None, room: str | None) -> str:
        return "/echo"

    def public_name(self, user: str | None) -> str:
        return user or TEXT

    def utter(self, word: Word) -> str:
        match word:
            case Say(text, None, None, None):
                return text
        raise NoWord(f"an echo has no word for one who {word}")

    def said(self, name: str, text: str) -> Message:
        return Message(TEXT, text)

    def told(self, reason: Reason) -> Reason:
        return reason

    def refusal(self, text: str) -> Reason | None:
        return None

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        if is_text:
            return Message(TEXT, payload.decode("utf-8", "backslashreplace"))
        return Message(BINARY, payload.hex())
