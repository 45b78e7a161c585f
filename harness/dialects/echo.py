"""What ``/echo`` speaks: whatever is said comes back as it was."""

from harness.heard import Heard, Message

TEXT, BINARY = "text", "binary"


class Echo:
    """Hears every frame as a message from its kind: text or binary."""

    name = "echo"

    def path(self, user: str | None, room: str | None) -> str:
        return "/echo"

    def public_name(self, user: str | None) -> str:
        return user or TEXT

    def utter(self, text: str) -> str:
        return text

    def said(self, name: str, text: str) -> Message:
        return Message(TEXT, text)

    def refusal(self, text: str) -> str | None:
        return None

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        if is_text:
            return Message(TEXT, payload.decode("utf-8", "backslashreplace"))
        return Message(BINARY, payload.hex())
