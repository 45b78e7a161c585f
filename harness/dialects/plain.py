"""The ``plain`` dialect: text in; ``sender``, ``content`` and ``type`` out."""

import json
import unicodedata
from urllib.parse import quote

from harness.heard import Heard, Joined, Left, Malformed, Message, Refused

ANONYMOUS = "Anonymous"
MAX_TEXT = 65_536  # characters
_KEYS = {"sender", "content", "type"}


class Plain:
    """See PROTOCOL, "plain"."""

    name = "plain"

    def path(self, user: str | None, room: str | None) -> str:
        query = [f"user={quote(user, safe='')}"] if user is not None else []
        query += [f"room={quote(room, safe='')}"] if room is not None else []
        return "/chat" + ("?" + "&".join(query) if query else "")

    def public_name(self, user: str | None) -> str:
        return unicodedata.normalize("NFC", (user or "").strip()) or ANONYMOUS

    def utter(self, text: str) -> str:
        return text

    def said(self, name: str, text: str) -> Message:
        return Message(name, text)

    def refusal(self, text: str) -> str | None:
        if len(text) > MAX_TEXT:
            return "Message too long"
        return "Invalid message" if not text or text.isspace() else None

    def understand(self, is_text: bool, payload: bytes) -> Heard:
        raw = payload.decode("utf-8", "backslashreplace")
        if not is_text:
            return Malformed(raw, "it came as a binary frame")
        try:
            fields = json.loads(payload.decode(), object_pairs_hook=_no_key_twice)
        except (ValueError, RecursionError) as error:
            return Malformed(raw, f"it is no JSON object: {error}")
        return _read(fields, raw)


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands in it twice")
    return fields


def _read(fields: object, raw: str) -> Heard:
    if not isinstance(fields, dict) or set(fields) != _KEYS:
        return Malformed(raw, "it must have exactly the keys sender, content and type")
    if not all(isinstance(value, str) for value in fields.values()):
        return Malformed(raw, "its values must be texts")
    sender, content = fields["sender"], fields["content"]
    match fields["type"]:
        case "message":
            return Message(sender, content)
        case "notification" if content == f"{sender} joined the chat":
            return Joined(sender)
        case "notification" if content == f"{sender} left the chat":
            return Left(sender)
        case "notification":
            return Malformed(raw, f"a notice about {sender} says that they joined or left the chat")
        case "error" if sender == "server":
            return Refused(content)
        case kind:
            return Malformed(raw, f"a frame of type {kind!r} from {sender!r} is not known")
