"""Rules for user and room names (docs/protocol.md#names)."""

import re
import unicodedata

MAX_CHARACTERS = 64
MAX_BYTES = 256
ANONYMOUS = "Anonymous"
DEFAULT_ROOM = "lobby"
_LONGEST_RAW = 4 * MAX_CHARACTERS  # NFC composes at most four characters into one
RESERVED = {"server", "system"}
_REFUSED_CATEGORIES = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_BIDI_CONTROLS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = set("\u00ad\u200b\u2060\ufeff\u2800\u3164\u115f\u1160")
_JOINERS = (
    "\u200c\u200d"  # inside a name they shape emoji and Persian; at its edge they are invisible
)
ROOM = re.compile(r"[A-Za-z0-9._-]{1,64}")


class InvalidName(ValueError):
    """Raised for an invalid name; the message is a sentence for the user who chose it."""


def user_name(raw: str) -> str:
    """The name as everybody sees it: trimmed, in NFC. Raises ``InvalidName``, also for a blank
    one."""
    name = composed(raw)
    if not name:
        raise InvalidName("A name needs at least one character.")
    if len(name) > MAX_CHARACTERS or len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise InvalidName(f"A name has at most {MAX_CHARACTERS} characters and {MAX_BYTES} bytes.")
    if any(_is_refused(character) for character in name):
        raise InvalidName("A name must not have control, invisible or direction characters.")
    if name != name.strip(_JOINERS) or not any(_is_visible(character) for character in name):
        raise InvalidName("A name must be visible, and neither begin nor end with a joiner.")
    if folded(name) in RESERVED:
        raise InvalidName(f"The name {name} is reserved.")
    return name


def composed(raw: str) -> str:
    """Return ``raw`` trimmed and in NFC, unless it is far too long for a name: the time that NFC
    takes grows with the square of the combining characters on one base character."""
    name = raw.strip()
    return name if len(name) > _LONGEST_RAW else unicodedata.normalize("NFC", name)


def folded(name: str) -> str:
    """Return a key that is equal for names that look alike: names that differ only in case,
    width and the like."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def room_name(raw: str) -> str:
    """Return the room name unchanged. Raises ``InvalidName``."""
    if not ROOM.fullmatch(raw):
        raise InvalidName("A room's name has 1 to 64 of the characters A-Z a-z 0-9 . _ -")
    return raw


def _is_refused(character: str) -> bool:
    if character in _BIDI_CONTROLS or character in _INVISIBLE:
        return True
    return unicodedata.category(character) in _REFUSED_CATEGORIES


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cf", "Zs", "Mn", "Me"}
